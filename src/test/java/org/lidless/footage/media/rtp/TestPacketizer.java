package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.VideoCodec;

/// Makes RTP packets out of NAL units, plainly, for tests.
public final class TestPacketizer {

    public static final int PAYLOAD_TYPE = 96;

    private final VideoCodec codec;
    private final int sizeMax;
    private int number;

    /// SSRC of the packets to come.
    public int ssrc = 0x0A0B0C0D;

    public TestPacketizer(VideoCodec codec, int sizeMax, int firstNumber) {
        this.codec = codec;
        this.sizeMax = sizeMax;
        this.number = firstNumber;
    }

    /// One picture: every unit alone or in fragments, the marker on the last packet.
    public List<byte[]> picture(int time, byte[]... nals) {
        var packets = new ArrayList<byte[]>();
        for (int i = 0; i < nals.length; i++) {
            unit(packets, time, nals[i], i == nals.length - 1);
        }
        return packets;
    }

    private void unit(List<byte[]> packets, int time, byte[] nal, boolean last) {
        if (nal.length <= sizeMax) {
            packets.add(packet(time, last, nal));
            return;
        }
        int header = codec == VideoCodec.H264 ? 1 : 2;
        int at = header;
        while (at < nal.length) {
            int size = Math.min(sizeMax, nal.length - at);
            boolean start = at == header;
            boolean end = at + size == nal.length;
            packets.add(packet(time, last && end, fragment(nal, at, size, start, end)));
            at += size;
        }
    }

    public byte[] fragment(byte[] nal, int at, int size, boolean start, boolean end) {
        int flags = (start ? 0x80 : 0) | (end ? 0x40 : 0);
        ByteBuffer payload = ByteBuffer.allocate(size + 3);
        if (codec == VideoCodec.H264) {
            payload.put((byte) ((nal[0] & 0xE0) | 28)).put((byte) (flags | (nal[0] & 0x1F)));
        } else {
            payload.put((byte) ((nal[0] & 0x81) | 49 << 1)).put(nal[1]);
            payload.put((byte) (flags | (nal[0] >> 1 & 0x3F)));
        }
        payload.put(nal, at, size).flip();
        return bytes(payload);
    }

    /// Several units in one payload.
    public byte[] aggregate(byte[]... nals) {
        ByteBuffer payload = ByteBuffer.allocate(65_536);
        if (codec == VideoCodec.H264) {
            payload.put((byte) 24);
        } else {
            payload.put((byte) (48 << 1)).put((byte) 1);
        }
        for (byte[] nal : nals) {
            payload.putShort((short) nal.length).put(nal);
        }
        return bytes(payload.flip());
    }

    /// One packet with this payload and the next number.
    public byte[] packet(int time, boolean marker, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80).put((byte) (PAYLOAD_TYPE | (marker ? 0x80 : 0)));
        packet.putShort((short) number).putInt(time).putInt(ssrc).put(payload).flip();
        number = (number + 1) & 0xFFFF;
        return bytes(packet);
    }

    /// Leaves numbers out, as if their packets were lost.
    public void lose(int count) {
        number = (number + count) & 0xFFFF;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /// A unit with this header and so many bytes behind it, none of which looks like a start code.
    public static byte[] nal(int size, int... header) {
        byte[] nal = new byte[size];
        for (int i = 0; i < size; i++) {
            nal[i] = (byte) (i < header.length ? header[i] : 0x40 | (i & 0x3F));
        }
        return nal;
    }
}
