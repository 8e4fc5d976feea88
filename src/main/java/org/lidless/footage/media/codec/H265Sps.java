package org.lidless.footage.media.codec;

import java.util.Optional;
import org.lidless.footage.media.codec.PictureFormat.Meaning;

/// Reads H.265's sequence parameter set as far as its order of showing (ITU-T H.265 sections 7.3.2.2 and 7.3.3).
final class H265Sps {

    private static final int HEADER_BYTES = 2;
    private static final int GENERAL_PROFILE_BITS = 88;
    private static final int LEVEL_BITS = 8;

    private H265Sps() {}

    /// Empty when the bytes cannot be read up to the picture's size.
    static Optional<PictureFormat> read(byte[] nal) {
        var bits = new BitReader(nal, HEADER_BYTES);
        bits.skip(4);
        int subLayers = (int) bits.bits(3);
        bits.flag();
        profile(bits, subLayers);
        int id = bits.atMost(15);
        int chroma = bits.atMost(3);
        boolean separate = chroma == 3 && bits.flag();
        long width = bits.unsigned();
        long height = bits.unsigned();
        if (bits.flag()) {
            int stepAcross = !separate && (chroma == 1 || chroma == 2) ? 2 : 1;
            int stepDown = !separate && chroma == 1 ? 2 : 1;
            width -= stepAcross * (bits.unsigned() + bits.unsigned());
            height -= stepDown * (bits.unsigned() + bits.unsigned());
        }
        if (bits.failed() || !PictureFormat.isPossible(width, height)) {
            return Optional.empty();
        }
        bits.atMost(8);
        bits.atMost(8);
        bits.atMost(12);
        boolean each = bits.flag();
        int reorder = 0;
        for (int layer = each ? 0 : subLayers; layer <= subLayers; layer++) {
            bits.atMost(PictureFormat.REORDER_DEPTH_MAX);
            reorder = bits.atMost(PictureFormat.REORDER_DEPTH_MAX);
            bits.unsigned();
        }
        boolean unread = bits.failed();
        var meaning = new Meaning(bits.plain(), bits.plain().length * 8);
        return Optional.of(new PictureFormat(id, (int) width, (int) height, unread ? 0 : reorder, meaning));
    }

    /// profile_tier_level(1, subLayers).
    private static void profile(BitReader bits, int subLayers) {
        bits.skip(GENERAL_PROFILE_BITS + LEVEL_BITS);
        var profiles = new boolean[subLayers];
        var levels = new boolean[subLayers];
        for (int i = 0; i < subLayers; i++) {
            profiles[i] = bits.flag();
            levels[i] = bits.flag();
        }
        if (subLayers > 0) {
            bits.skip(2 * (8 - subLayers));
        }
        for (int i = 0; i < subLayers; i++) {
            bits.skip((profiles[i] ? GENERAL_PROFILE_BITS : 0) + (levels[i] ? LEVEL_BITS : 0));
        }
    }
}
