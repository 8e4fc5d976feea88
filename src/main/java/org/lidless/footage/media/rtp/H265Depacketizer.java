package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.codec.H265Nal;
import org.lidless.footage.media.codec.ParameterSets;

/// H.265 in RTP (RFC 7798): single NAL units, aggregation packets and fragmentation units, without decoding order
/// numbers (`sprop-max-don-diff` 0, which is all that cameras send). Tolerates what [H264Depacketizer] tolerates.
public final class H265Depacketizer implements Depacketizer {

    private static final int AGGREGATION = 48;
    private static final int FRAGMENTATION = 49;
    private static final int HEADER_BYTES = 2;
    private static final int FU_START = 0x80;
    private static final int FU_END = 0x40;
    private static final int KEEP_BUT_TYPE = 0x81;

    private final SampleAssembler assembler;
    private long unreadable;

    public H265Depacketizer(SampleSink sink, ParameterSets sets) {
        assembler = new SampleAssembler(sink, sets, SampleAssembler.Framing.LENGTH_BEFORE);
    }

    @Override
    public void packet(ByteBuffer buffer, int from, int to, boolean marker, int rtpTime, boolean loss, long nowUs) {
        assembler.beginPacket(rtpTime, loss, nowUs);
        if (to > from) {
            payload(buffer, from, to);
        }
        assembler.endPacket(marker);
    }

    private void payload(ByteBuffer buffer, int from, int to) {
        int behind = buffer.get(from) == 0 ? StartCode.skip(buffer, from, to) : from;
        if (to - behind < HEADER_BYTES) {
            unreadable();
            return;
        }
        int type = H265Nal.type(buffer.get(behind));
        if (type == FRAGMENTATION) {
            fragment(buffer, behind, to);
        } else if (type == AGGREGATION) {
            aggregate(buffer, behind + HEADER_BYTES, to);
        } else if (type <= H265Nal.LAST_PLAIN) {
            units(buffer, behind, to, true);
        } else {
            unreadable();
        }
    }

    /// A fragmentation unit (RFC 7798 section 4.4.3). The unit's header is written over the two octets before the
    /// fragment.
    private void fragment(ByteBuffer buffer, int from, int to) {
        if (to - from < HEADER_BYTES + 1) {
            unreadable();
            return;
        }
        byte header = buffer.get(from + HEADER_BYTES);
        boolean end = (header & FU_END) != 0;
        if ((header & FU_START) != 0) {
            int type = header & 0x3F;
            if (type > H265Nal.LAST_PLAIN) {
                assembler.tearNal();
                unreadable();
                return;
            }
            byte first = (byte) ((buffer.get(from) & KEEP_BUT_TYPE) | type << 1);
            byte second = buffer.get(from + 1);
            buffer.put(from + 1, first).put(from + 2, second);
            units(buffer, from + 1, to, end);
        } else if (assembler.isNalOpen()) {
            assembler.append(buffer, from + HEADER_BYTES + 1, to);
            if (end) {
                assembler.endNal();
            }
        } else {
            unreadable();
        }
    }

    /// An aggregation packet (RFC 7798 section 4.4.2): units behind 16 bits of length.
    private void aggregate(ByteBuffer buffer, int from, int to) {
        int at = from;
        while (to - at > 2) {
            int end = at + 2 + (buffer.getShort(at) & 0xFFFF);
            if (end > to) {
                unreadable();
                return;
            }
            if (end - at > 2 + HEADER_BYTES) {
                units(buffer, at + 2, end, true);
            }
            at = end;
        }
    }

    private void units(ByteBuffer buffer, int from, int to, boolean ends) {
        int at = from;
        while (at < to) {
            int type = H265Nal.type(buffer.get(at));
            int next = type > H265Nal.PICTURE_LAST ? StartCode.find(buffer, at + HEADER_BYTES, to) : -1;
            int stop = next < 0 ? to : StartCode.trimmed(buffer, at + 1, next);
            begin(buffer, at, stop, type);
            assembler.append(buffer, at, stop);
            if (next < 0) {
                if (ends) {
                    assembler.endNal();
                }
                return;
            }
            assembler.endNal();
            at = next + StartCode.BYTES;
        }
    }

    private void begin(ByteBuffer buffer, int at, int to, int type) {
        if (type <= H265Nal.PICTURE_LAST) {
            boolean key = type >= H265Nal.IRAP_FIRST && type <= H265Nal.IRAP_LAST;
            boolean first = at + HEADER_BYTES < to ? buffer.get(at + HEADER_BYTES) < 0 : !assembler.continuesPicture();
            assembler.beginNal(first ? NalKind.FIRST_SLICE : NalKind.LATER_SLICE, key, key);
        } else {
            assembler.beginNal(kind(type), false, false);
        }
    }

    private static NalKind kind(int type) {
        return switch (type) {
            case H265Nal.VPS, H265Nal.SPS -> NalKind.SEQUENCE;
            case H265Nal.PPS -> NalKind.PICTURE;
            case H265Nal.END_OF_SEQUENCE, H265Nal.END_OF_SEQUENCE + 1, H265Nal.FILLER, H265Nal.SEI_SUFFIX, 45, 46, 47 ->
                NalKind.AFTER;
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
