package org.lidless.footage.media.codec;

import java.util.Arrays;

/// What recording wants to know from a sequence parameter set.
///
/// @param id           the set's own number
/// @param width        pixels across, after cropping
/// @param height       pixels down, after cropping
/// @param reorderDepth samples that may come before one that is shown earlier
/// @param meaning      the part of the set that decoding depends on: of H.264 all before the usability information
///                     (VUI), of H.265, where that comes late, all of it
record PictureFormat(int id, int width, int height, int reorderDepth, Meaning meaning) {

    /// No camera's picture is larger.
    static final int SIDE_PIXELS_MAX = 32_768;

    /// The most that both standards allow (`max_dec_frame_buffering`, `sps_max_dec_pic_buffering_minus1`).
    static final int REORDER_DEPTH_MAX = 16;

    /// Whether two sets ask the same of a decoder, even when their VUI (timing, rates) differs, as some cameras'
    /// does from one key sample to the next.
    boolean meansTheSameAs(PictureFormat other) {
        return width == other.width
                && height == other.height
                && reorderDepth == other.reorderDepth
                && meaning.equals(other.meaning);
    }

    static boolean isPossible(long width, long height) {
        return width > 0 && height > 0 && width <= SIDE_PIXELS_MAX && height <= SIDE_PIXELS_MAX;
    }

    /// Some leading bits of a set; equal by content.
    static final class Meaning {

        private final byte[] bits;

        Meaning(byte[] plain, int count) {
            bits = Arrays.copyOf(plain, (count + 7) / 8);
            if ((count & 7) != 0) {
                bits[bits.length - 1] &= (byte) (0xFF << (8 - (count & 7)));
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Meaning meaning && Arrays.equals(bits, meaning.bits);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bits);
        }
    }
}
