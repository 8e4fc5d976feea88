package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;

/// The first two fields of an H.264 slice header (ITU-T H.264 section 7.3.3).
final class SliceHeader {

    private static final int INTRA = 2;
    private static final int SWITCHING_INTRA = 4;

    private SliceHeader() {}

    /// Whether the slice is of kind I or SI. False when its first eight bytes do not tell.
    static boolean isIntra(ByteBuffer buffer, int from, int to) {
        long bits = 0;
        int count = Math.min(8, to - from);
        for (int i = 0; i < count; i++) {
            bits |= (buffer.get(from + i) & 0xFFL) << (56 - 8 * i);
        }
        int firstZeros = Long.numberOfLeadingZeros(bits);
        int used = 2 * firstZeros + 1;
        if (used >= 60) {
            return false;
        }
        long rest = bits << used;
        int zeros = Long.numberOfLeadingZeros(rest);
        if (zeros > 3) {
            return false;
        }
        int type = (int) (rest >>> (63 - 2 * zeros)) - 1;
        return type % 5 == INTRA || type % 5 == SWITCHING_INTRA;
    }
}
