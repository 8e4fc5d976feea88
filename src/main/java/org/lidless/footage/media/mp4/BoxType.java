package org.lidless.footage.media.mp4;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The four-character codes of boxes as integers, and the user types of Lidless's own `uuid` boxes.
public final class BoxType {

    public static final int FTYP = of("ftyp");
    public static final int MOOV = of("moov");
    public static final int MOOF = of("moof");
    public static final int MDAT = of("mdat");
    public static final int FREE = of("free");
    public static final int UUID = of("uuid");

    /// Bytes of a `uuid` box before its own content: size, type, user type.
    public static final int USER_HEAD_BYTES = 24;

    /// Front of a segment: what it is.
    public static final UUID SEGMENT_HEADER = java.util.UUID.fromString("7a4bb1d2-3c0e-4f6a-9b51-4c4944534547");

    /// Before each movie fragment: its length, its check sum, its place in the run.
    public static final UUID FRAGMENT = java.util.UUID.fromString("7a4bb1d2-3c0e-4f6a-9b51-4c4944465247");

    /// End of a sealed segment: totals and hash.
    public static final UUID TRAILER = java.util.UUID.fromString("7a4bb1d2-3c0e-4f6a-9b51-4c494454524c");

    /// End of an exported movie: hash of all before it.
    public static final UUID EXPORT_HASH = java.util.UUID.fromString("7a4bb1d2-3c0e-4f6a-9b51-4c4944455850");

    private BoxType() {}

    /// The code of a four-character name.
    public static int of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return ((bytes[0] & 0xff) << 24) | ((bytes[1] & 0xff) << 16) | ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    }

    /// The name of a code; what is not a printable character shows as a dot.
    public static String name(int code) {
        StringBuilder name = new StringBuilder(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            int letter = (code >>> shift) & 0xff;
            name.append(letter >= 0x20 && letter < 0x7f ? (char) letter : '.');
        }
        return name.toString();
    }
}
