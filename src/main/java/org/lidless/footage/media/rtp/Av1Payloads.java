package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.codec.Av1Obu;

/// Cuts a temporal unit of AV1 into payloads (AOMedia, *RTP Payload Format For AV1*, version 1.0, section 4): one OBU
/// or a piece of one to a packet, without its size, which the packet tells. Pure.
final class Av1Payloads {

    private static final int CONTINUES = 0x80;
    private static final int GOES_ON = 0x40;
    private static final int ONE_ELEMENT = 0x10;
    private static final int NEW_SEQUENCE = 0x08;
    private static final int LEB128_BYTES_MAX = 8;

    private Av1Payloads() {}

    static void cut(ByteBuffer in, int bytesMax, Payloads into) {
        boolean begins = in.hasRemaining() && Av1Obu.type(in.get(in.position())) == Av1Obu.SEQUENCE_HEADER;
        int flags = begins ? NEW_SEQUENCE : 0;
        while (in.hasRemaining()) {
            ByteBuffer obu = withoutSize(in);
            boolean ends = !in.hasRemaining();
            int piece = 0;
            while (obu.hasRemaining()) {
                int length = Math.min(bytesMax - 1, obu.remaining());
                boolean isLast = length == obu.remaining();
                ByteBuffer payload = into.next(1 + length, ends && isLast, 0);
                payload.put((byte) (flags | piece | (isLast ? 0 : GOES_ON) | ONE_ELEMENT));
                payload.put(obu.slice(obu.position(), length));
                obu.position(obu.position() + length);
                piece = CONTINUES;
                flags = 0;
            }
        }
    }

    /// The next OBU, with its header saying that it has no size.
    private static ByteBuffer withoutSize(ByteBuffer in) {
        byte header = in.get(in.position());
        int head = Av1Obu.headerBytes(header);
        if (!Av1Obu.hasSize(header) || in.remaining() <= head) {
            throw new IllegalArgumentException("an OBU that does not say its size");
        }
        ByteBuffer front = in.slice(in.position(), head);
        in.position(in.position() + head);
        long size = leb128(in);
        if (size > in.remaining()) {
            throw new IllegalArgumentException("an OBU of " + size + " bytes where " + in.remaining() + " are left");
        }
        ByteBuffer obu = ByteBuffer.allocate(head + (int) size);
        obu.put((byte) (header & ~Av1Obu.HAS_SIZE)).put(front.position(1));
        obu.put(in.slice(in.position(), (int) size));
        in.position(in.position() + (int) size);
        return obu.flip();
    }

    /// AV1 section 4.10.5.
    private static long leb128(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < LEB128_BYTES_MAX && in.hasRemaining(); i++) {
            int part = in.get();
            value |= (long) (part & 0x7F) << (7 * i);
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("the size of an OBU does not end");
    }
}
