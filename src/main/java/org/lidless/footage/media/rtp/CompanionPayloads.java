package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;

/// Cuts a frame of sound or metadata into payloads: G.711 and L16 between two of their samples (RFC 3551 section
/// 4.5), Opus never (RFC 7587 section 4.2), AAC as `AAC-hbr` (RFC 3640 section 3.3.6), an access unit or a piece of
/// one to a packet, documents anywhere (ONVIF Streaming Specification section 5.1.2.1.1). Pure.
public final class CompanionPayloads {

    /// Bits of a unit's size and index in AAC's headers.
    public static final int SIZE_BITS = 13;

    public static final int INDEX_BITS = 3;

    private static final int UNIT_BYTES_MAX = (1 << SIZE_BITS) - 1;
    private static final int UNIT_HEAD_BYTES = 4;

    private CompanionPayloads() {}

    /// @param bytesMax of a payload; a frame of Opus may be longer
    public static void cut(CompanionFrame frame, int bytesMax, Payloads into) {
        ByteBuffer in = frame.bytes().duplicate();
        Companion of = frame.of();
        switch (of.codec()) {
            case G711_A, G711_U -> samples(in, of.channels(), bytesMax, into);
            case L16 -> samples(in, 2 * of.channels(), bytesMax, into);
            case OPUS -> into.next(in.remaining(), false, 0).put(in);
            case AAC -> unit(in, bytesMax, into);
            case ONVIF_METADATA -> document(in, bytesMax, into);
        }
    }

    /// @param each bytes of one sample of all channels
    private static void samples(ByteBuffer in, int each, int bytesMax, Payloads into) {
        int most = bytesMax / each * each;
        int ticks = 0;
        while (in.hasRemaining()) {
            int length = Math.min(most, in.remaining());
            put(in, length, into.next(length, false, ticks));
            ticks += length / each;
        }
    }

    /// Each piece says how long the whole unit is (RFC 3640 section 3.2.3.1).
    private static void unit(ByteBuffer in, int bytesMax, Payloads into) {
        int size = in.remaining();
        if (size > UNIT_BYTES_MAX) {
            return;
        }
        while (in.hasRemaining()) {
            int length = Math.min(bytesMax - UNIT_HEAD_BYTES, in.remaining());
            ByteBuffer payload = into.next(UNIT_HEAD_BYTES + length, length == in.remaining(), 0);
            payload.putShort((short) (SIZE_BITS + INDEX_BITS)).putShort((short) (size << INDEX_BITS));
            put(in, length, payload);
        }
    }

    private static void document(ByteBuffer in, int bytesMax, Payloads into) {
        while (in.hasRemaining()) {
            int length = Math.min(bytesMax, in.remaining());
            put(in, length, into.next(length, length == in.remaining(), 0));
        }
    }

    private static void put(ByteBuffer in, int length, ByteBuffer payload) {
        payload.put(in.slice(in.position(), length));
        in.position(in.position() + length);
    }
}
