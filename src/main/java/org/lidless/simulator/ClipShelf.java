package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lidless.footage.media.VideoCodec;
import org.lidless.simulator.Clip.ClipFrame;

/// The clips that come with the program, each read once. `src/main/clips/make-clips` makes them and describes their
/// files.
final class ClipShelf {

    private final List<Clip> clips;
    private final Map<String, Clip> others;

    private ClipShelf(List<Clip> clips, Map<String, Clip> others) {
        this.clips = clips;
        this.others = others;
    }

    /// Reads all clips.
    static ClipShelf open() throws IOException {
        Clip plain264 = read("plain264", VideoCodec.H264);
        Clip plain265 = read("plain265", VideoCodec.H265);
        Map<String, Clip> others = new TreeMap<>();
        others.put("plain264", plain264);
        others.put("plain265", plain265);
        others.put("sliced264", read("sliced264", VideoCodec.H264));
        others.put("night264", read("night264", VideoCodec.H264));
        others.put("av1", read("av1", VideoCodec.AV1));
        others.put("mjpeg", read("mjpeg", VideoCodec.MJPEG));
        return new ClipShelf(
                List.of(plain264, plain265, read("between264", VideoCodec.H264), read("between265", VideoCodec.H265)),
                others);
    }

    /// The clips that a camera shows in turn.
    List<Clip> forCamera(int number, Personality personality) {
        if (personality.clips().isEmpty()) {
            return List.of(forCamera(number));
        }
        return personality.clips().stream()
                .map(name -> Objects.requireNonNull(others.get(name), name))
                .toList();
    }

    /// The clip of the camera with this number, from 1: encodings alternate, and every other pair has B-frames.
    Clip forCamera(int number) {
        return clips.get((number - 1) % clips.size());
    }

    private static Clip read(String name, VideoCodec codec) throws IOException {
        byte[] stream = resource(name
                + switch (codec) {
                    case H264 -> ".h264";
                    case H265 -> ".h265";
                    case AV1 -> ".obu";
                    case MJPEG -> ".jpegs";
                });
        String order = new String(resource(name + ".order"), US_ASCII);
        List<ClipFrame> frames = new ArrayList<>();
        int at = 0;
        int reorder = 0;
        for (String line : order.lines().toList()) {
            String[] words = line.split(" ", -1);
            int end = at + Integer.parseInt(words[0]);
            int shown = Integer.parseInt(words[1]);
            reorder = Math.max(reorder, shown - frames.size());
            frames.add(new ClipFrame(NalUnits.split(codec, stream, at, end), shown, words[2].equals("1")));
            at = end;
        }
        if (at != stream.length) {
            throw new IOException(
                    "clip " + name + ": its order file speaks of " + at + " bytes, there are " + stream.length);
        }
        return new Clip(codec, frames, reorder);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ClipShelf.class.getResourceAsStream("clips/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("the program comes without its clip " + name);
            }
            return in.readAllBytes();
        }
    }
}
