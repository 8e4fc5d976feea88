package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.VideoCodec;

/// Cuts frames into RTP payloads: whole NAL units, and fragmentation units for those that do not fit (RFC 6184
/// sections 5.6 and 5.8, RFC 7798 sections 4.4.1 and 4.4.3).
final class Packetizer {

    /// Bytes of an RTP payload, at most.
    static final int PAYLOAD_BYTES_MAX = 1400;

    private static final int FU_A = 28;
    private static final int H265_FU = 49;
    private static final int START = 0x80;
    private static final int END = 0x40;

    private Packetizer() {}

    static List<ByteBuffer> payloads(VideoCodec codec, List<byte[]> nals) {
        List<ByteBuffer> payloads = new ArrayList<>();
        for (byte[] nal : nals) {
            if (nal.length <= PAYLOAD_BYTES_MAX) {
                payloads.add(ByteBuffer.wrap(nal));
            } else {
                fragment(codec, nal, payloads);
            }
        }
        return payloads;
    }

    private static void fragment(VideoCodec codec, byte[] nal, List<ByteBuffer> payloads) {
        int header = codec == VideoCodec.H264 ? 1 : 2;
        int room = PAYLOAD_BYTES_MAX - header - 1;
        for (int at = header; at < nal.length; at += room) {
            int bytes = Math.min(room, nal.length - at);
            int flags = (at == header ? START : 0) | (at + bytes == nal.length ? END : 0);
            ByteBuffer payload = ByteBuffer.allocate(header + 1 + bytes);
            switch (codec) {
                case H264 -> payload.put((byte) ((nal[0] & 0xe0) | FU_A)).put((byte) (flags | (nal[0] & 0x1f)));
                case H265 ->
                    payload.put((byte) ((nal[0] & 0x81) | (H265_FU << 1)))
                            .put(nal[1])
                            .put((byte) (flags | ((nal[0] >> 1) & 0x3f)));
            }
            payloads.add(payload.put(nal, at, bytes).flip());
        }
    }
}
