package org.lidless.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.VideoCodec;

/// A short encoded film that can follow itself without a jump, made by `src/main/clips/make-clips`.
///
/// @param codec         its encoding
/// @param parameterSets VPS (H.265), SPS, PPS as NAL units
/// @param pictures      in order of decoding
/// @param reorderDepth  how many pictures may be sent before one that is shown earlier
record Clip(VideoCodec codec, List<byte[]> parameterSets, List<Picture> pictures, int reorderDepth) {

    static final int FRAMES_PER_SECOND = 25;

    /// One frame of the clip.
    ///
    /// @param nals         NAL units without start codes, parameter sets in band included
    /// @param presentation place in order of showing, from 0
    /// @param key          whether decoding can begin here
    record Picture(List<byte[]> nals, int presentation, boolean key) {}

    /// Reads `NAME.h264` or `NAME.h265` and `NAME.order` from the class path.
    static Clip load(String name, VideoCodec codec) {
        byte[] stream = resource(name + (codec == VideoCodec.H264 ? ".h264" : ".h265"));
        String order = new String(resource(name + ".order"), StandardCharsets.US_ASCII);
        List<Picture> pictures = new ArrayList<>();
        int at = 0;
        int ahead = 0;
        for (String line : order.lines().toList()) {
            String[] words = line.split(" ", -1);
            int bytes = Integer.parseInt(words[0]);
            int presentation = Integer.parseInt(words[1]);
            pictures.add(new Picture(nals(stream, at, at + bytes), presentation, words[2].equals("1")));
            ahead = Math.max(ahead, pictures.size() - 1 - presentation);
            at += bytes;
        }
        if (at != stream.length) {
            throw new IllegalStateException("clip " + name + " has " + stream.length + " bytes, its order " + at);
        }
        return new Clip(codec, parameterSetsOf(pictures.getFirst(), codec), List.copyOf(pictures), ahead);
    }

    private static List<byte[]> parameterSetsOf(Picture first, VideoCodec codec) {
        return first.nals().stream().filter(nal -> isParameterSet(nal, codec)).toList();
    }

    private static boolean isParameterSet(byte[] nal, VideoCodec codec) {
        int type = type(nal, codec);
        return switch (codec) {
            case H264 -> type == 7 || type == 8;
            case H265 -> type >= 32 && type <= 34;
        };
    }

    /// Whether a NAL unit is a coded slice (Rec. ITU-T H.264 table 7-1, H.265 table 7-1).
    static boolean isSlice(byte[] nal, VideoCodec codec) {
        int type = type(nal, codec);
        return switch (codec) {
            case H264 -> type >= 1 && type <= 5;
            case H265 -> type < 32;
        };
    }

    private static int type(byte[] nal, VideoCodec codec) {
        return switch (codec) {
            case H264 -> nal[0] & 0x1f;
            case H265 -> (nal[0] >> 1) & 0x3f;
        };
    }

    /// Splits Annex B bytes at their start codes.
    private static List<byte[]> nals(byte[] stream, int from, int to) {
        List<byte[]> nals = new ArrayList<>();
        int begin = -1;
        for (int at = from; at + 2 < to; at++) {
            if (stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1) {
                add(nals, stream, begin, at);
                begin = at + 3;
                at += 2;
            }
        }
        add(nals, stream, begin, to);
        return List.copyOf(nals);
    }

    private static void add(List<byte[]> nals, byte[] stream, int begin, int end) {
        if (begin < 0) {
            return;
        }
        int last = end;
        while (last > begin && stream[last - 1] == 0) {
            last--;
        }
        nals.add(java.util.Arrays.copyOfRange(stream, begin, last));
    }

    private static byte[] resource(String name) {
        try (@Nullable InputStream in = Clip.class.getResourceAsStream("clips/" + name)) {
            if (in == null) {
                throw new IllegalStateException("clip " + name + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
