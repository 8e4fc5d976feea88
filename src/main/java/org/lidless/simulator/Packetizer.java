package org.lidless.simulator;

import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.VideoCodec;

/// Cuts a frame into the payloads of RTP packets: a NAL unit to a packet, or in fragmentation units where it does not
/// fit (H.264: RFC 6184 sections 5.6 and 5.8; H.265: RFC 7798 sections 4.4.1 and 4.4.3). AV1 and JPEG go as [Obus] and
/// [JpegImage] say.
final class Packetizer {

    private static final int FU_A = 28;
    private static final int FU_H265 = 49;
    private static final int FIRST = 0x80;
    private static final int LAST = 0x40;

    private Packetizer() {}

    /// The packets' payloads in order; the last one carries the marker bit.
    ///
    /// @param bytesMax of a payload
    static List<Payload> packets(VideoCodec codec, List<byte[]> nals, int bytesMax) {
        List<byte[]> payloads = payloads(codec, nals, bytesMax);
        int type = SessionText.payloadType(codec);
        List<Payload> packets = new ArrayList<>(payloads.size());
        for (int at = 0; at < payloads.size(); at++) {
            packets.add(new Payload(payloads.get(at), at == payloads.size() - 1, type, 0));
        }
        return packets;
    }

    static List<byte[]> payloads(VideoCodec codec, List<byte[]> nals, int bytesMax) {
        return switch (codec) {
            case H264, H265 -> ofNals(codec, nals, bytesMax);
            case AV1 -> Obus.payloads(nals, bytesMax);
            case MJPEG -> JpegImage.payloads(nals.getFirst(), bytesMax);
        };
    }

    private static List<byte[]> ofNals(VideoCodec codec, List<byte[]> nals, int bytesMax) {
        List<byte[]> payloads = new ArrayList<>();
        for (byte[] nal : nals) {
            if (nal.length <= bytesMax) {
                payloads.add(nal);
            } else {
                fragment(codec, nal, bytesMax, payloads);
            }
        }
        return payloads;
    }

    private static void fragment(VideoCodec codec, byte[] nal, int bytesMax, List<byte[]> payloads) {
        byte[] head = fragmentHead(codec, nal);
        int type = NalUnits.type(codec, nal);
        int room = bytesMax - head.length;
        int at = head.length - 1;
        boolean first = true;
        while (at < nal.length) {
            int length = Math.min(room, nal.length - at);
            byte[] payload = new byte[head.length + length];
            System.arraycopy(head, 0, payload, 0, head.length);
            int flags = (first ? FIRST : 0) | (at + length == nal.length ? LAST : 0);
            payload[head.length - 1] = (byte) (flags | type);
            System.arraycopy(nal, at, payload, head.length, length);
            payloads.add(payload);
            at += length;
            first = false;
        }
    }

    /// The payload header with room for the fragment's own; it is one byte longer than the NAL header it replaces.
    private static byte[] fragmentHead(VideoCodec codec, byte[] nal) {
        return switch (codec) {
            case H264 -> new byte[] {(byte) ((nal[0] & 0xE0) | FU_A), 0};
            case H265 -> new byte[] {(byte) ((nal[0] & 0x81) | (FU_H265 << 1)), nal[1], 0};
            case AV1, MJPEG -> throw new IllegalArgumentException(codec + " has no NAL units");
        };
    }
}
