package org.lidless.footage.media.codec;

import java.util.Optional;
import org.lidless.footage.media.codec.PictureFormat.Meaning;

/// Reads H.264's sequence parameter set (ITU-T H.264 sections 7.3.2.1.1 and E.1.1).
final class H264Sps {

    private static final int BASELINE = 66;
    private static final int HEADER_BYTES = 1;

    private H264Sps() {}

    /// Empty when the bytes cannot be read up to the picture's size.
    static Optional<PictureFormat> read(byte[] nal) {
        var bits = new BitReader(nal, HEADER_BYTES);
        int profile = (int) bits.bits(8);
        bits.skip(16);
        int id = bits.atMost(31);
        int chroma = hasChroma(profile) ? chroma(bits) : 1;
        bits.atMost(12);
        int orderType = orderOfPictures(bits);
        bits.unsigned();
        bits.flag();
        long across = bits.unsigned() + 1;
        long down = bits.unsigned() + 1;
        boolean framesOnly = bits.flag();
        if (!framesOnly) {
            bits.flag();
        }
        bits.flag();
        int fields = framesOnly ? 1 : 2;
        long width = across * 16;
        long height = down * 16 * fields;
        if (bits.flag()) {
            int stepAcross = chroma == 1 || chroma == 2 ? 2 : 1;
            int stepDown = (chroma == 1 ? 2 : 1) * fields;
            width -= stepAcross * (bits.unsigned() + bits.unsigned());
            height -= stepDown * (bits.unsigned() + bits.unsigned());
        }
        if (bits.failed() || !PictureFormat.isPossible(width, height)) {
            return Optional.empty();
        }
        var meaning = new Meaning(bits.plain(), bits.position());
        int reorder = bits.flag() ? reorderDepth(bits) : 0;
        if (profile == BASELINE || orderType == 2) {
            reorder = 0;
        }
        return Optional.of(new PictureFormat(id, (int) width, (int) height, reorder, meaning));
    }

    private static boolean hasChroma(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    /// Chroma format, bit depths and scaling lists; returns ChromaArrayType.
    private static int chroma(BitReader bits) {
        int format = bits.atMost(3);
        boolean separate = format == 3 && bits.flag();
        bits.atMost(6);
        bits.atMost(6);
        bits.flag();
        if (bits.flag()) {
            for (int list = 0; list < (format == 3 ? 12 : 8); list++) {
                if (bits.flag()) {
                    scalingList(bits, list < 6 ? 16 : 64);
                }
            }
        }
        return separate ? 0 : format;
    }

    private static void scalingList(BitReader bits, int size) {
        long last = 8;
        long next = 8;
        for (int i = 0; i < size && !bits.failed(); i++) {
            if (next != 0) {
                next = Math.floorMod(last + bits.signed(), 256);
            }
            last = next == 0 ? last : next;
        }
    }

    private static int orderOfPictures(BitReader bits) {
        int type = bits.atMost(2);
        if (type == 0) {
            bits.atMost(12);
        } else if (type == 1) {
            bits.flag();
            bits.signed();
            bits.signed();
            int cycle = bits.atMost(255);
            for (int i = 0; i < cycle && !bits.failed(); i++) {
                bits.signed();
            }
        }
        return type;
    }

    /// Walks the VUI to `max_num_reorder_frames`; 0 when it is not there.
    private static int reorderDepth(BitReader bits) {
        if (bits.flag() && bits.bits(8) == 255) {
            bits.skip(32);
        }
        if (bits.flag()) {
            bits.flag();
        }
        if (bits.flag()) {
            bits.skip(4);
            if (bits.flag()) {
                bits.skip(24);
            }
        }
        if (bits.flag()) {
            bits.unsigned();
            bits.unsigned();
        }
        if (bits.flag()) {
            bits.skip(65);
        }
        boolean nalRates = rates(bits);
        boolean videoRates = rates(bits);
        if (nalRates || videoRates) {
            bits.flag();
        }
        bits.flag();
        if (!bits.flag()) {
            return 0;
        }
        bits.flag();
        bits.unsigned();
        bits.unsigned();
        bits.unsigned();
        bits.unsigned();
        int depth = bits.atMost(PictureFormat.REORDER_DEPTH_MAX);
        return bits.failed() ? 0 : depth;
    }

    private static boolean rates(BitReader bits) {
        if (!bits.flag()) {
            return false;
        }
        int count = bits.atMost(31) + 1;
        bits.skip(8);
        for (int i = 0; i < count && !bits.failed(); i++) {
            bits.unsigned();
            bits.unsigned();
            bits.flag();
        }
        bits.skip(20);
        return true;
    }
}
