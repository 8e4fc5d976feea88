package org.lidless.footage.media;

import java.util.Arrays;
import java.util.HexFormat;

/// One parameter set NAL unit (VPS, SPS or PPS) with its NAL header and without a start code; or AV1's sequence header
/// OBU without a size field. Immutable; equal by content.
public final class ParameterSet {

    private final byte[] bytes;

    /// Copies the bytes.
    public ParameterSet(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a parameter set has at least its NAL header");
        }
        this.bytes = bytes.clone();
    }

    /// A copy of the bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterSet set && Arrays.equals(bytes, set.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
