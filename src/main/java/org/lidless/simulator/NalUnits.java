package org.lidless.simulator;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.VideoCodec;

/// What a camera must know of NAL units (ITU-T H.264 section 7.3.1, Annex B; H.265 likewise), and of what takes their
/// place: AV1's OBUs without size fields (AV1 section 5.3), and whole JPEG images.
final class NalUnits {

    private NalUnits() {}

    /// `nal_unit_type`, `obu_type`, or 0 for an image.
    static int type(VideoCodec codec, byte[] nal) {
        return switch (codec) {
            case H264 -> nal[0] & 0x1F;
            case H265 -> (nal[0] >> 1) & 0x3F;
            case AV1 -> (nal[0] >> 3) & 0x0F;
            case MJPEG -> 0;
        };
    }

    /// Whether it carries a part of the picture itself.
    static boolean isSlice(VideoCodec codec, byte[] nal) {
        int type = type(codec, nal);
        return switch (codec) {
            case H264 -> type >= 1 && type <= 5;
            case H265 -> type < 32;
            case AV1 -> type == 3 || type == 4 || type == 6;
            case MJPEG -> true;
        };
    }

    static boolean isParameterSet(VideoCodec codec, byte[] nal) {
        int type = type(codec, nal);
        return switch (codec) {
            case H264 -> type == 7 || type == 8;
            case H265 -> type >= 32 && type <= 34;
            case AV1 -> type == 1;
            case MJPEG -> false;
        };
    }

    /// Cuts a part of a clip's file into units.
    static List<byte[]> split(VideoCodec codec, byte[] stream, int from, int to) {
        return switch (codec) {
            case H264, H265 -> split(stream, from, to);
            case AV1 -> Obus.split(stream, from, to);
            case MJPEG -> List.of(java.util.Arrays.copyOfRange(stream, from, to));
        };
    }

    /// Cuts a part of an Annex B stream at its start codes of three or four bytes.
    static List<byte[]> split(byte[] stream, int from, int to) {
        List<byte[]> nals = new ArrayList<>();
        int begin = -1;
        for (int at = from; at + 2 < to; at++) {
            if (stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1) {
                if (begin >= 0) {
                    nals.add(cut(stream, begin, at));
                }
                begin = at + 3;
                at += 2;
            }
        }
        if (begin < 0) {
            throw new IllegalArgumentException("no start code between " + from + " and " + to);
        }
        nals.add(cut(stream, begin, to));
        return nals;
    }

    /// Without the zero bytes that belong to the next start code.
    private static byte[] cut(byte[] stream, int from, int to) {
        int end = to;
        while (end > from && stream[end - 1] == 0) {
            end--;
        }
        return java.util.Arrays.copyOfRange(stream, from, end);
    }

    /// Puts the byte 3 wherever payload would look like a start code (H.264 section 7.4.1).
    static byte[] escaped(byte[] header, byte[] payload) {
        var nal = new ByteArrayOutputStream(header.length + payload.length + 8);
        nal.writeBytes(header);
        int zeros = 0;
        for (byte each : payload) {
            if (zeros >= 2 && (each & 0xFF) <= 3) {
                nal.write(3);
                zeros = 0;
            }
            nal.write(each);
            zeros = each == 0 ? zeros + 1 : 0;
        }
        return nal.toByteArray();
    }
}
