package org.lidless.footage.media.codec;

/// Kinds of H.265 NAL units (ITU-T H.265 table 7-1), told by six bits of the first of two header bytes.
public final class H265Nal {

    public static final int IRAP_FIRST = 16;
    public static final int IRAP_LAST = 23;
    public static final int PICTURE_LAST = 31;
    public static final int VPS = 32;
    public static final int SPS = 33;
    public static final int PPS = 34;
    public static final int END_OF_SEQUENCE = 36;
    public static final int FILLER = 38;
    public static final int SEI_SUFFIX = 40;
    public static final int LAST_PLAIN = 47;

    private H265Nal() {}

    public static int type(byte header) {
        return header >> 1 & 0x3F;
    }
}
