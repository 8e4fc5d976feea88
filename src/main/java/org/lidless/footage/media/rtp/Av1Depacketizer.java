package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.codec.Av1Obu;
import org.lidless.footage.media.codec.ParameterSets;

/// AV1 in RTP (AOMedia, *RTP Payload Format For AV1*, version 1.0): OBU elements behind an aggregation header, without
/// the dependency descriptor, which a receiver of all layers does not need. A sample is a temporal unit. Its OBUs are
/// kept as sent, each with its size inside as storage wants it; temporal delimiters and tile lists are left out, as
/// storage wants it too (*AV1 Codec ISO Media File Format Binding* section 2.4).
public final class Av1Depacketizer implements Depacketizer {

    private static final int CONTINUES = 0x80;
    private static final int GOES_ON = 0x40;
    private static final int LEB128_BYTES_MAX = 5;

    private final SampleAssembler assembler;
    private long unreadable;
    /// The element at hand is one that is left out, and goes on in the next packet.
    private boolean leavingOut;
    private int read;

    public Av1Depacketizer(SampleSink sink, ParameterSets sets) {
        assembler = new SampleAssembler(sink, sets, SampleAssembler.Framing.SIZE_INSIDE);
    }

    @Override
    public void packet(ByteBuffer buffer, int from, int to, boolean marker, int rtpTime, boolean loss, long nowUs) {
        assembler.beginPacket(rtpTime, loss, nowUs);
        leavingOut &= !loss;
        if (to > from) {
            payload(buffer, from, to);
        }
        assembler.endPacket(marker);
    }

    /// The aggregation header (section 4.4) and the elements behind it (section 4.5). When it counts them, the last one
    /// has no length of its own.
    private void payload(ByteBuffer buffer, int from, int to) {
        int header = buffer.get(from) & 0xFF;
        int count = header >> 4 & 0x03;
        int at = from + 1;
        for (int element = 0; at < to; element++) {
            if (count > 0 && element >= count) {
                unreadable();
                return;
            }
            int length = to - at;
            if (count == 0 || element < count - 1) {
                length = leb128(buffer, at, to);
                at += read;
            }
            if (length < 0 || length > to - at) {
                unreadable();
                return;
            }
            boolean continues = element == 0 && (header & CONTINUES) != 0;
            boolean ends = at + length < to || (header & GOES_ON) == 0;
            if (length > 0 && continues) {
                continued(buffer, at, at + length, ends);
            } else if (length > 0) {
                begun(buffer, at, at + length, ends);
            }
            at += length;
        }
    }

    /// A number of the form `leb128` (AV1 section 4.10.5), or -1; its length in `read`.
    private int leb128(ByteBuffer buffer, int from, int to) {
        long value = 0;
        for (read = 0; read < LEB128_BYTES_MAX && from + read < to; ) {
            int part = buffer.get(from + read);
            value |= (long) (part & 0x7F) << (7 * read);
            read++;
            if (part >= 0) {
                return value <= Integer.MAX_VALUE ? (int) value : -1;
            }
        }
        return -1;
    }

    private void continued(ByteBuffer buffer, int from, int to, boolean ends) {
        if (leavingOut) {
            leavingOut = !ends;
        } else if (assembler.isNalOpen()) {
            assembler.append(buffer, from, to);
            if (ends) {
                assembler.endNal();
            }
        } else {
            unreadable();
        }
    }

    private void begun(ByteBuffer buffer, int from, int to, boolean ends) {
        byte header = buffer.get(from);
        int type = Av1Obu.type(header);
        leavingOut = false;
        if (type == Av1Obu.TEMPORAL_DELIMITER || type == Av1Obu.TILE_LIST) {
            assembler.tearNal();
            leavingOut = !ends;
            return;
        }
        int body = from + Av1Obu.headerBytes(header);
        int size = 0;
        if (Av1Obu.hasSize(header) && body < to) {
            size = leb128(buffer, body, to);
            body += read;
        }
        if (header < 0 || body > to || size < 0) {
            assembler.tearNal();
            unreadable();
            return;
        }
        byte first = body < to ? buffer.get(body) : 0;
        boolean begins = type == Av1Obu.FRAME || type == Av1Obu.FRAME_HEADER;
        boolean key = begins && body < to && Av1Obu.isShownKey(first);
        assembler.beginNal(kind(type), key, key);
        buffer.put(from, (byte) (header | Av1Obu.HAS_SIZE));
        assembler.append(buffer, from, from + Av1Obu.headerBytes(header));
        assembler.keepLength();
        assembler.append(buffer, body, to);
        if (ends) {
            assembler.endNal();
        }
    }

    private static NalKind kind(int type) {
        return switch (type) {
            case Av1Obu.SEQUENCE_HEADER -> NalKind.PICTURE;
            case Av1Obu.FRAME, Av1Obu.FRAME_HEADER -> NalKind.FIRST_SLICE;
            case Av1Obu.TILE_GROUP -> NalKind.LATER_SLICE;
            case Av1Obu.REDUNDANT_FRAME_HEADER, Av1Obu.PADDING -> NalKind.AFTER;
            default -> NalKind.BEFORE;
        };
    }

    private void unreadable() {
        unreadable++;
        assembler.damage();
    }

    @Override
    public void flush() {
        assembler.flush();
    }

    @Override
    public long samples() {
        return assembler.samples();
    }

    @Override
    public long keys() {
        return assembler.keys();
    }

    @Override
    public long damagedSamples() {
        return assembler.damagedSamples();
    }

    @Override
    public long dropped() {
        return unreadable + assembler.droppedSamples();
    }
}
