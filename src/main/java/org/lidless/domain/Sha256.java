package org.lidless.domain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest (FIPS 180-4). Immutable; equal by content.
public final class Sha256 {

    /// Length in bytes.
    public static final int BYTES = 32;

    /// All zeros: stands where there is nothing to point at.
    public static final Sha256 NONE = new Sha256(new byte[BYTES]);

    private final byte[] bytes;

    /// Copies the bytes.
    ///
    /// @throws IllegalArgumentException when they are not 32
    public Sha256(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /// Reads the 64 hexadecimal digits that [#toString] writes.
    ///
    /// @throws IllegalArgumentException when they are not 64 hexadecimal digits
    public static Sha256 parse(String hex) {
        return new Sha256(HexFormat.of().parseHex(hex));
    }

    /// The digest of these bytes.
    public static Sha256 of(byte[] content) {
        try {
            return new Sha256(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// A copy of the bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 digest && Arrays.equals(bytes, digest.bytes);
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
