package org.lidless.footage.media.codec;

/// Kinds of H.264 NAL units (ITU-T H.264 table 7-1), told by the low five bits of the first byte.
public final class H264Nal {

    public static final int SLICE = 1;
    public static final int PARTITION_A = 2;
    public static final int PARTITION_C = 4;
    public static final int IDR = 5;
    public static final int SEI = 6;
    public static final int SPS = 7;
    public static final int PPS = 8;
    public static final int DELIMITER = 9;
    public static final int END_OF_SEQUENCE = 10;
    public static final int FILLER = 12;
    public static final int LAST_PLAIN = 23;

    private H264Nal() {}

    public static int type(byte header) {
        return header & 0x1F;
    }
}
