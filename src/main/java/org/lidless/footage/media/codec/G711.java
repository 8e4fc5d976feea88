package org.lidless.footage.media.codec;

import java.nio.ByteBuffer;

/// ITU-T G.711 as samples of 16 bits.
public final class G711 {

    private static final int ULAW_BIAS = 0x84;
    private static final int ALAW_TOGGLE = 0x55;

    private G711() {}

    /// µ-law: section 3.2 of the recommendation.
    public static short[] fromULaw(ByteBuffer coded) {
        ByteBuffer in = coded.duplicate();
        short[] samples = new short[in.remaining()];
        for (int i = 0; i < samples.length; i++) {
            int code = ~in.get() & 0xff;
            int magnitude = ((((code & 0x0f) << 3) + ULAW_BIAS) << ((code & 0x70) >> 4)) - ULAW_BIAS;
            samples[i] = (short) ((code & 0x80) != 0 ? -magnitude : magnitude);
        }
        return samples;
    }

    /// A-law: section 3.1 of the recommendation.
    public static short[] fromALaw(ByteBuffer coded) {
        ByteBuffer in = coded.duplicate();
        short[] samples = new short[in.remaining()];
        for (int i = 0; i < samples.length; i++) {
            int code = (in.get() & 0xff) ^ ALAW_TOGGLE;
            int segment = (code & 0x70) >> 4;
            int low = (code & 0x0f) << 4;
            int magnitude = segment == 0 ? low + 8 : (low + 0x108) << (segment - 1);
            samples[i] = (short) ((code & 0x80) != 0 ? magnitude : -magnitude);
        }
        return samples;
    }

    /// Samples of 16 bits, big-endian, as RTP carries L16 (RFC 3551 section 4.5.11).
    public static short[] fromL16(ByteBuffer coded) {
        ByteBuffer in = coded.duplicate();
        short[] samples = new short[in.remaining() / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort();
        }
        return samples;
    }
}
