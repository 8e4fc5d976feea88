package org.lidless.domain;

import java.util.HexFormat;

/// Names a run: an unbroken stretch of one stream by one writer. 64 random bits; a restart of the process, a new
/// RTSP session or a jump in time starts a new one, so no two writers ever share a file.
public record RunId(long bits) implements Comparable<RunId> {

    /// Reads the 16 hexadecimal digits that [#toString] writes.
    ///
    /// @throws IllegalArgumentException when they are not 16 hexadecimal digits
    public static RunId parse(String hex) {
        if (hex.length() != 16) {
            throw new IllegalArgumentException("a run is 16 hexadecimal digits, not \"" + hex + "\"");
        }
        return new RunId(HexFormat.fromHexDigitsToLong(hex));
    }

    @Override
    public int compareTo(RunId other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}
