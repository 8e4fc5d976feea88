package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.VideoCodec;

/// Cuts a video sample into the payloads of RTP packets, so that our own [Depacketizer] and everybody else's makes the
/// same sample of them again. H.264: RFC 6184 sections 5.6 and 5.8, in packetization mode 1; H.265: RFC 7798
/// sections 4.4.1 and 4.4.3; AV1 and JPEG as [Av1Payloads] and [JpegPayloads] say. Pure.
public final class VideoPayloads {

    /// What goes into one packet of an Ethernet's 1,500 bytes, with room for IPv6, tunnels and TLS.
    public static final int BYTES_USUAL = 1_400;

    /// No packetizer can do with less.
    static final int BYTES_MIN = 160;

    private static final int LENGTH_BYTES = 4;
    private static final int FU_A = 28;
    private static final int FU_H265 = 49;
    private static final int FIRST = 0x80;
    private static final int LAST = 0x40;

    private VideoPayloads() {}

    /// @param sample   as it is stored; see [org.lidless.footage.media.Sample]
    /// @param bytesMax of a payload, [#BYTES_MIN] at least
    /// @throws IllegalArgumentException when the sample is not made as it should be
    public static void cut(VideoCodec codec, ByteBuffer sample, int bytesMax, Payloads into) {
        if (bytesMax < BYTES_MIN) {
            throw new IllegalArgumentException("payloads of " + bytesMax + " bytes are too small");
        }
        switch (codec) {
            case H264, H265 -> units(codec, sample.duplicate(), bytesMax, into);
            case AV1 -> Av1Payloads.cut(sample.duplicate(), bytesMax, into);
            case MJPEG -> JpegPayloads.cut(sample.duplicate(), bytesMax, into);
        }
    }

    private static void units(VideoCodec codec, ByteBuffer in, int bytesMax, Payloads into) {
        while (in.remaining() > LENGTH_BYTES) {
            int size = in.getInt();
            if (size < 0 || size > in.remaining()) {
                throw new IllegalArgumentException(
                        "a unit of " + size + " bytes where " + in.remaining() + " are left");
            }
            ByteBuffer unit = in.slice(in.position(), size);
            in.position(in.position() + size);
            if (size > 0) {
                unit(codec, unit, bytesMax, in.remaining() <= LENGTH_BYTES, into);
            }
        }
    }

    /// @param ends whether it is the sample's last
    private static void unit(VideoCodec codec, ByteBuffer unit, int bytesMax, boolean ends, Payloads into) {
        if (unit.remaining() <= bytesMax) {
            into.next(unit.remaining(), ends, 0).put(unit);
            return;
        }
        byte first = unit.get();
        boolean isH264 = codec == VideoCodec.H264;
        byte second = isH264 ? 0 : unit.get();
        int type = isH264 ? first & 0x1F : (first >> 1) & 0x3F;
        int head = isH264 ? 2 : 3;
        int flag = FIRST;
        while (unit.hasRemaining()) {
            int length = Math.min(bytesMax - head, unit.remaining());
            boolean isLast = length == unit.remaining();
            ByteBuffer payload = into.next(head + length, ends && isLast, 0);
            if (isH264) {
                payload.put((byte) ((first & 0xE0) | FU_A));
            } else {
                payload.put((byte) ((first & 0x81) | (FU_H265 << 1))).put(second);
            }
            payload.put((byte) (flag | (isLast ? LAST : 0) | type));
            payload.put(unit.slice(unit.position(), length));
            unit.position(unit.position() + length);
            flag = 0;
        }
    }
}
