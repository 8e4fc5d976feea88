package org.lidless.footage.media.codec;

import java.util.Optional;
import org.lidless.footage.media.codec.PictureFormat.Meaning;

/// What AV1's sequence header says that a recorder must repeat elsewhere (AV1 sections 5.5.1 and 5.5.2).
///
/// @param profile     `seq_profile`
/// @param level       `seq_level_idx[0]`
/// @param tier        `seq_tier[0]`
/// @param width       of the largest picture
/// @param height      of the largest picture
/// @param colourFlags `high_bitdepth`, `twelve_bit`, `mono_chrome`, `chroma_subsampling_x`, `chroma_subsampling_y`
///                    and two bits of `chroma_sample_position`, from the most significant of seven bits on, as in
///                    `av1C`
public record Av1Sequence(int profile, int level, int tier, int width, int height, int colourFlags) {

    private static final int PROFILE_HIGH = 1;
    private static final int PROFILE_PROFESSIONAL = 2;
    private static final int LEVEL_WITHOUT_TIER_MAX = 7;
    private static final int TOOLS_CHOSEN_LATER = 2;

    /// Reads the OBU of a sequence header without a size field; empty when the bytes cannot be read so far.
    public static Optional<Av1Sequence> read(byte[] obu) {
        if (obu.length == 0 || Av1Obu.type(obu[0]) != Av1Obu.SEQUENCE_HEADER) {
            return Optional.empty();
        }
        var bits = BitReader.plain(obu, Av1Obu.headerBytes(obu[0]));
        int profile = (int) bits.bits(3);
        bits.flag();
        boolean reduced = bits.flag();
        int[] levelAndTier = reduced ? new int[] {(int) bits.bits(5), 0} : operatingPoints(bits);
        int widthBits = (int) bits.bits(4) + 1;
        int heightBits = (int) bits.bits(4) + 1;
        long width = bits.bits(widthBits) + 1;
        long height = bits.bits(heightBits) + 1;
        tools(bits, reduced);
        int colour = colour(bits, profile);
        if (bits.failed() || !PictureFormat.isPossible(width, height)) {
            return Optional.empty();
        }
        return Optional.of(
                new Av1Sequence(profile, levelAndTier[0], levelAndTier[1], (int) width, (int) height, colour));
    }

    /// Timing, decoder model and operating points; the first one's level and tier.
    private static int[] operatingPoints(BitReader bits) {
        boolean hasModel = false;
        int delayBits = 0;
        if (bits.flag()) {
            bits.skip(64);
            if (bits.flag()) {
                bits.unsigned();
            }
            hasModel = bits.flag();
            if (hasModel) {
                delayBits = (int) bits.bits(5) + 1;
                bits.skip(32 + 5 + 5);
            }
        }
        boolean hasDelay = bits.flag();
        int points = (int) bits.bits(5) + 1;
        int[] first = new int[2];
        for (int point = 0; point < points && !bits.failed(); point++) {
            bits.skip(12);
            int level = (int) bits.bits(5);
            int tier = level > LEVEL_WITHOUT_TIER_MAX ? (int) bits.bits(1) : 0;
            if (hasModel && bits.flag()) {
                bits.skip(2 * delayBits + 1);
            }
            if (hasDelay && bits.flag()) {
                bits.skip(4);
            }
            first = point == 0 ? new int[] {level, tier} : first;
        }
        return first;
    }

    private static void tools(BitReader bits, boolean reduced) {
        if (!reduced && bits.flag()) {
            bits.skip(4 + 3);
        }
        bits.skip(3);
        if (!reduced) {
            bits.skip(4);
            boolean hasOrder = bits.flag();
            if (hasOrder) {
                bits.skip(2);
            }
            int screenTools = bits.flag() ? TOOLS_CHOSEN_LATER : (int) bits.bits(1);
            if (screenTools > 0 && !bits.flag()) {
                bits.flag();
            }
            if (hasOrder) {
                bits.skip(3);
            }
        }
        bits.skip(3);
    }

    private static int colour(BitReader bits, int profile) {
        boolean high = bits.flag();
        boolean twelve = profile == PROFILE_PROFESSIONAL && high && bits.flag();
        boolean mono = profile != PROFILE_HIGH && bits.flag();
        boolean isRgb = bits.flag() && bits.bits(24) == 0x010D00;
        boolean across = true;
        boolean down = true;
        int position = 0;
        if (mono) {
            bits.flag();
        } else if (isRgb) {
            across = false;
            down = false;
        } else {
            bits.flag();
            if (profile == PROFILE_HIGH) {
                across = false;
                down = false;
            } else if (profile == PROFILE_PROFESSIONAL) {
                across = !twelve || bits.flag();
                down = twelve && across && bits.flag();
            }
            position = across && down ? (int) bits.bits(2) : 0;
        }
        return flag(high, 6) | flag(twelve, 5) | flag(mono, 4) | flag(across, 3) | flag(down, 2) | position;
    }

    private static int flag(boolean set, int place) {
        return set ? 1 << place : 0;
    }

    /// What a decoder is asked for: AV1 wants a sequence's header repeated to the bit.
    PictureFormat format(byte[] obu) {
        return new PictureFormat(0, width, height, 0, new Meaning(obu, obu.length * 8));
    }
}
