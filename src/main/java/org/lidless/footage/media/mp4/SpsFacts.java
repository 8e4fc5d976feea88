package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The few facts of a sequence parameter set that a decoder configuration record repeats. A set that cannot be read
/// that far counts as 4:2:0 with 8 bits, which is what cameras send.
///
/// @param profile      bytes to copy: H.264 profile, constraints, level; H.265 the twelve bytes of general profile,
///                     tier and level
/// @param highProfile  whether `avcC` carries chroma format and depths (14496-15 section 5.3.3.1.2)
/// @param chromaFormat 1 is 4:2:0
/// @param lumaDepth    bits
/// @param chromaDepth  bits
record SpsFacts(ByteBuffer profile, boolean highProfile, int chromaFormat, int lumaDepth, int chromaDepth) {

    private static final int PREFIX_MAX = 256;
    private static final int SUB_LAYERS_MAX = 7;

    /// H.264: ITU-T H.264 section 7.3.2.1.1.
    static SpsFacts h264(byte[] sps) {
        byte[] profile = sps.length >= 4 ? Arrays.copyOfRange(sps, 1, 4) : new byte[] {66, 0, 30};
        int profileIdc = profile[0] & 0xff;
        boolean high = profileIdc == 100 || profileIdc == 110 || profileIdc == 122 || profileIdc == 144;
        if (!high || sps.length < 5) {
            return new SpsFacts(ByteBuffer.wrap(profile), false, 1, 8, 8);
        }
        Bits bits = new Bits(unescaped(sps));
        bits.skip(32);
        bits.golomb(); // seq_parameter_set_id
        int chroma = bits.golomb();
        if (chroma == 3) {
            bits.skip(1);
        }
        return checked(profile, true, chroma, 8 + bits.golomb(), 8 + bits.golomb());
    }

    /// H.265: ITU-T H.265 sections 7.3.2.2.1 and 7.3.3.
    static SpsFacts h265(byte[] sps) {
        byte[] raw = unescaped(sps);
        if (raw.length < 15) {
            byte[] main = {1, 0x60, 0, 0, 0, (byte) 0x90, 0, 0, 0, 0, 0, 93};
            return new SpsFacts(ByteBuffer.wrap(main), false, 1, 8, 8);
        }
        byte[] profile = Arrays.copyOfRange(raw, 3, 15);
        int subLayers = (raw[2] >> 1) & 0x07;
        Bits bits = new Bits(raw);
        bits.skip(15 * 8);
        skipSubLayers(bits, subLayers);
        bits.golomb(); // sps_seq_parameter_set_id
        int chroma = bits.golomb();
        if (chroma == 3) {
            bits.skip(1);
        }
        bits.golomb(); // width
        bits.golomb(); // height
        if (bits.bit() == 1) {
            for (int edge = 0; edge < 4; edge++) {
                bits.golomb();
            }
        }
        return checked(profile, false, chroma, 8 + bits.golomb(), 8 + bits.golomb());
    }

    private static void skipSubLayers(Bits bits, int subLayers) {
        if (subLayers == 0) {
            return;
        }
        boolean[] profilePresent = new boolean[SUB_LAYERS_MAX];
        boolean[] levelPresent = new boolean[SUB_LAYERS_MAX];
        for (int i = 0; i < subLayers; i++) {
            profilePresent[i] = bits.bit() == 1;
            levelPresent[i] = bits.bit() == 1;
        }
        bits.skip(2 * (8 - subLayers));
        for (int i = 0; i < subLayers; i++) {
            bits.skip((profilePresent[i] ? 88 : 0) + (levelPresent[i] ? 8 : 0));
        }
    }

    private static SpsFacts checked(byte[] profile, boolean high, int chroma, int luma, int chromaDepth) {
        boolean plausible =
                chroma >= 0 && chroma <= 3 && luma >= 8 && luma <= 15 && chromaDepth >= 8 && chromaDepth <= 15;
        return plausible
                ? new SpsFacts(ByteBuffer.wrap(profile), high, chroma, luma, chromaDepth)
                : new SpsFacts(ByteBuffer.wrap(profile), high, 1, 8, 8);
    }

    /// The first bytes of a NAL unit without emulation prevention (H.264 section 7.3.1).
    private static byte[] unescaped(byte[] nal) {
        byte[] out = new byte[Math.min(nal.length, PREFIX_MAX)];
        int length = 0;
        int zeros = 0;
        for (int i = 0; i < out.length; i++) {
            if (zeros >= 2 && nal[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = nal[i] == 0 ? zeros + 1 : 0;
            out[length++] = nal[i];
        }
        return Arrays.copyOf(out, length);
    }

    /// Reads bits from the front; beyond the end there are ones, so that every Golomb code ends.
    private static final class Bits {

        private final byte[] bytes;
        private int at;

        Bits(byte[] bytes) {
            this.bytes = bytes;
        }

        void skip(int count) {
            at += count;
        }

        int bit() {
            int index = at >> 3;
            int bit = index < bytes.length ? (bytes[index] >> (7 - (at & 7))) & 1 : 1;
            at++;
            return bit;
        }

        /// Exp-Golomb code (H.264 section 9.1); -1 when it is longer than any that may occur.
        int golomb() {
            int zeros = 0;
            while (bit() == 0) {
                if (++zeros > 24) {
                    return -1;
                }
            }
            int value = 1;
            for (int i = 0; i < zeros; i++) {
                value = (value << 1) | bit();
            }
            return value - 1;
        }
    }
}
