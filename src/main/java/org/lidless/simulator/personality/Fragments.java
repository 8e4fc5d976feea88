package org.lidless.simulator.personality;

import java.util.Arrays;
import java.util.List;
import org.lidless.footage.media.VideoCodec;
import org.lidless.simulator.Payload;

/// Fragmentation units as odd cameras make them (RFC 6184 section 5.8, RFC 7798 section 4.4.3).
final class Fragments {

    private static final int FU_A = 28;
    private static final int FU_H265 = 49;
    private static final int FIRST = 0x80;
    private static final int LAST = 0x40;

    private Fragments() {}

    static boolean isFragment(VideoCodec codec, Payload payload) {
        int first = payload.bytes()[0];
        return switch (codec) {
            case H264 -> (first & 0x1F) == FU_A;
            case H265 -> ((first >> 1) & 0x3F) == FU_H265;
            case AV1, MJPEG -> false;
        };
    }

    /// Where the fragment's own header byte is.
    private static int headerAt(VideoCodec codec) {
        return switch (codec) {
            case H264 -> 1;
            case H265 -> 2;
            case AV1, MJPEG -> throw new IllegalArgumentException(codec + " has no NAL units");
        };
    }

    static boolean isLast(VideoCodec codec, Payload fragment) {
        return (fragment.bytes()[headerAt(codec)] & LAST) != 0;
    }

    /// A whole unit as a fragment that is start and end; a fragment stays one.
    static Payload alone(VideoCodec codec, Payload unit) {
        if (isFragment(codec, unit)) {
            return unit;
        }
        byte[] nal = unit.bytes();
        int header = headerAt(codec);
        byte[] bytes = new byte[nal.length + 1];
        System.arraycopy(nal, header, bytes, header + 1, nal.length - header);
        switch (codec) {
            case H264 -> {
                bytes[0] = (byte) ((nal[0] & 0xE0) | FU_A);
                bytes[1] = (byte) (FIRST | LAST | (nal[0] & 0x1F));
            }
            case H265 -> {
                bytes[0] = (byte) ((nal[0] & 0x81) | (FU_H265 << 1));
                bytes[1] = nal[1];
                bytes[2] = (byte) (FIRST | LAST | ((nal[0] >> 1) & 0x3F));
            }
            case AV1, MJPEG -> throw new IllegalArgumentException(codec + " has no NAL units");
        }
        return unit.of(bytes);
    }

    /// A fragment that is not the last, and an empty one of the same unit behind it.
    static List<Payload> withEmpty(VideoCodec codec, Payload payload) {
        if (!isFragment(codec, payload) || isLast(codec, payload)) {
            return List.of(payload);
        }
        byte[] empty = Arrays.copyOf(payload.bytes(), headerAt(codec) + 1);
        empty[headerAt(codec)] &= (byte) ~(FIRST | LAST);
        return List.of(payload, payload.of(empty));
    }

    /// A later fragment that claims to be of another kind.
    static Payload otherKind(VideoCodec codec, Payload payload, int reservedBit) {
        if (!isFragment(codec, payload)) {
            return payload;
        }
        byte[] bytes = payload.bytes().clone();
        int at = headerAt(codec);
        if ((bytes[at] & FIRST) == 0) {
            bytes[at] = (byte) ((bytes[at] & (FIRST | LAST)) | 1);
        }
        if (codec == VideoCodec.H264) {
            bytes[at] |= (byte) reservedBit;
        }
        return payload.of(bytes);
    }
}
