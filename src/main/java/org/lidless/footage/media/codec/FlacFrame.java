package org.lidless.footage.media.codec;

import java.nio.ByteBuffer;

/// One FLAC frame (RFC 9639 section 9) that holds its samples as they are: subframes of the kind *verbatim*. Nothing
/// is made smaller; it is the one way to put samples of 16 bits into an MP4 that every browser plays, and lossless.
public final class FlacFrame {

    /// RFC 9639 section 9.1.1: a block holds so many samples a channel at most.
    public static final int SAMPLES_MAX = 65_535;

    /// And at least so many, but for the last one.
    public static final int SAMPLES_MIN = 16;

    private static final int SYNC_VARIABLE = 0xfff9;
    private static final int BLOCK_OF_16_BITS = 0x7;
    private static final int RATE_OF_STREAM = 0x0;
    private static final int DEPTH_16 = 0x4;
    private static final int VERBATIM = 0x02;
    private static final int HEAD_BYTES_MAX = 16;

    private FlacFrame() {}

    /// @param samples  of all channels, interleaved
    /// @param channels 1 to 8
    /// @param place    of the first sample in the stream, counted for each channel, below 2³⁶
    public static ByteBuffer of(short[] samples, int channels, long place) {
        int count = samples.length / channels;
        if (count < 1 || count > SAMPLES_MAX) {
            throw new IllegalArgumentException("a block of " + count + " samples");
        }
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES_MAX + channels * (1 + 2 * count) + 2);
        out.putShort((short) SYNC_VARIABLE);
        out.put((byte) (BLOCK_OF_16_BITS << 4 | RATE_OF_STREAM));
        out.put((byte) (((channels - 1) << 4) | (DEPTH_16 << 1)));
        number(out, place);
        out.putShort((short) (count - 1));
        out.put((byte) crc8(out.array(), out.position()));
        for (int channel = 0; channel < channels; channel++) {
            out.put((byte) VERBATIM);
            for (int i = 0; i < count; i++) {
                out.putShort(samples[i * channels + channel]);
            }
        }
        out.putShort((short) crc16(out.array(), out.position()));
        return out.flip();
    }

    /// As UTF-8 extended to 36 bits (section 9.1.5).
    private static void number(ByteBuffer out, long value) {
        if (value < 0x80) {
            out.put((byte) value);
            return;
        }
        int more = 1;
        while (more < 6 && value >= 1L << (5 * more + 6)) {
            more++;
        }
        int mark = 0xff00 >> (more + 1) & 0xff;
        out.put((byte) (mark | (int) (value >>> (6 * more))));
        for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
            out.put((byte) (0x80 | ((int) (value >>> shift) & 0x3f)));
        }
    }

    /// Section 9.1.8: x⁸ + x² + x + 1.
    private static int crc8(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? (crc << 1 ^ 0x07) & 0xff : crc << 1;
            }
        }
        return crc;
    }

    /// Section 9.3: x¹⁶ + x¹⁵ + x² + 1.
    private static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x8005) & 0xffff : crc << 1;
            }
        }
        return crc;
    }
}
