package org.lidless.footage.media.codec;

/// Kinds of AV1's open bitstream units (AV1 section 6.2.2) and the bits of their header (section 5.3.2).
public final class Av1Obu {

    public static final int SEQUENCE_HEADER = 1;
    public static final int TEMPORAL_DELIMITER = 2;
    public static final int FRAME_HEADER = 3;
    public static final int TILE_GROUP = 4;
    public static final int METADATA = 5;
    public static final int FRAME = 6;
    public static final int REDUNDANT_FRAME_HEADER = 7;
    public static final int TILE_LIST = 8;
    public static final int PADDING = 15;

    /// The header's bit that says that a size follows.
    public static final int HAS_SIZE = 0x02;

    private static final int HAS_EXTENSION = 0x04;
    private static final int KEY_FRAME = 0;

    private Av1Obu() {}

    public static int type(byte header) {
        return header >> 3 & 0x0F;
    }

    public static boolean hasSize(byte header) {
        return (header & HAS_SIZE) != 0;
    }

    /// Bytes of the header: two with an extension, else one.
    public static int headerBytes(byte header) {
        return (header & HAS_EXTENSION) != 0 ? 2 : 1;
    }

    /// Whether it is a part of what the camera coded of the picture: what two sessions of one encoder share.
    public static boolean isCoded(int type) {
        return type == FRAME_HEADER || type == TILE_GROUP || type == FRAME;
    }

    /// Whether a frame header begins a shown key frame: the first byte of a FRAME_HEADER or FRAME, by a sequence
    /// that has no reduced headers (section 5.9.2).
    public static boolean isShownKey(byte first) {
        boolean showsExisting = first < 0;
        return !showsExisting && (first >> 5 & 0x03) == KEY_FRAME && (first & 0x10) != 0;
    }
}
