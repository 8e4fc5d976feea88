package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.codec.H264Nal;
import org.lidless.footage.media.codec.ParameterSets;

/// H.264 in RTP (RFC 6184): single NAL units, STAP-A and FU-A, whatever packetization mode was announced. Tolerates
/// empty fragments, a fragment that is start and end at once, kinds that change within fragments, and start codes.
public final class H264Depacketizer implements Depacketizer {

    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_START = 0x80;
    private static final int FU_END = 0x40;
    private static final int RECOVERY_POINT = 6;

    private final SampleAssembler assembler;
    private long unreadable;

    public H264Depacketizer(SampleSink sink, ParameterSets sets) {
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
        int type = H264Nal.type(buffer.get(from));
        if (type == FU_A) {
            fragment(buffer, from, to);
        } else if (type == STAP_A) {
            aggregate(buffer, from + 1, to);
        } else if (type > 0 && type <= H264Nal.LAST_PLAIN) {
            units(buffer, from, to, true);
        } else {
            int behind = StartCode.skip(buffer, from, to);
            if (behind > from && behind < to) {
                units(buffer, behind, to, true);
            } else {
                unreadable();
            }
        }
    }

    /// FU-A (RFC 6184 section 5.8). The unit's header is written over the octet before the fragment.
    private void fragment(ByteBuffer buffer, int from, int to) {
        if (to - from < 2) {
            unreadable();
            return;
        }
        byte indicator = buffer.get(from);
        byte header = buffer.get(from + 1);
        boolean end = (header & FU_END) != 0;
        if ((header & FU_START) != 0) {
            int type = H264Nal.type(header);
            if (type == 0 || type > H264Nal.LAST_PLAIN) {
                assembler.tearNal();
                unreadable();
                return;
            }
            buffer.put(from + 1, (byte) ((indicator & 0xE0) | type));
            units(buffer, from + 1, to, end);
        } else if (assembler.isNalOpen()) {
            assembler.append(buffer, from + 2, to);
            if (end) {
                assembler.endNal();
            }
        } else {
            unreadable();
        }
    }

    /// STAP-A (RFC 6184 section 5.7.1): units behind 16 bits of length.
    private void aggregate(ByteBuffer buffer, int from, int to) {
        int at = from;
        while (to - at > 2) {
            int end = at + 2 + (buffer.getShort(at) & 0xFFFF);
            if (end > to) {
                unreadable();
                return;
            }
            if (end > at + 2) {
                units(buffer, at + 2, end, true);
            }
            at = end;
        }
    }

    /// One unit; or several, when start codes follow one that is no slice. Slices are not searched: that would
    /// cost a look at every byte.
    private void units(ByteBuffer buffer, int from, int to, boolean ends) {
        int at = from;
        while (at < to) {
            int type = H264Nal.type(buffer.get(at));
            int next = type > H264Nal.IDR || type == 0 ? StartCode.find(buffer, at + 1, to) : -1;
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
        if (type >= H264Nal.SLICE && type <= H264Nal.IDR) {
            boolean first = at + 1 < to ? isFirst(buffer.get(at + 1), type) : !assembler.continuesPicture();
            boolean intra = type == H264Nal.IDR || SliceHeader.isIntra(buffer, at + 1, to);
            assembler.beginNal(first ? NalKind.FIRST_SLICE : NalKind.LATER_SLICE, type == H264Nal.IDR, intra);
        } else {
            assembler.beginNal(kind(type), false, false);
            if (type == H264Nal.SEI && isRecoveryPoint(buffer, at, to)) {
                assembler.recoveryPoint();
            }
        }
    }

    /// Whether `first_mb_in_slice` is 0: a Golomb code of one bit, 1 (ITU-T H.264 section 7.3.3). Partitions B
    /// and C have no such field and never begin a picture.
    private static boolean isFirst(byte slice, int type) {
        return slice < 0 && (type <= H264Nal.PARTITION_A || type == H264Nal.IDR);
    }

    private static NalKind kind(int type) {
        return switch (type) {
            case H264Nal.SPS -> NalKind.SEQUENCE;
            case H264Nal.PPS -> NalKind.PICTURE;
            case H264Nal.END_OF_SEQUENCE, H264Nal.END_OF_SEQUENCE + 1, H264Nal.FILLER -> NalKind.AFTER;
            default -> NalKind.BEFORE;
        };
    }

    /// A recovery point as the first message, with `recovery_frame_cnt` 0 (ITU-T H.264 section D.1.8): decoding can
    /// begin at this picture although it is no IDR. Some encoders never send another kind.
    private static boolean isRecoveryPoint(ByteBuffer buffer, int at, int to) {
        return to - at > 3 && buffer.get(at + 1) == RECOVERY_POINT && buffer.get(at + 3) < 0;
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
