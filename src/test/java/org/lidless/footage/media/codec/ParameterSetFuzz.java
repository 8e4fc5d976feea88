package org.lidless.footage.media.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.mp4.MovieHead;
import org.lidless.fuzz.Target;

/// Parameter sets, one behind the other with their length in two bytes; those that make up a whole are written into a
/// movie's head as well, as a segment's are.
public final class ParameterSetFuzz {

    private ParameterSetFuzz() {}

    public static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (VideoCodec codec : List.of(VideoCodec.H264, VideoCodec.H265, VideoCodec.AV1)) {
            targets.add(new Sets(codec, "sets-" + codec.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return targets;
    }

    private record Sets(VideoCodec codec, String name) implements Target {

        @Override
        public String toString() {
            return name;
        }

        @Override
        public List<byte[]> seeds() {
            return switch (codec) {
                case H264 ->
                    List.of(
                            row("6742c01fda0280bfe5c044000003000400000300ca3c60ca80", "68ce3c80"),
                            row("67640028acd941419f9f0110000003001000000303c8f14299", "68ebe3cb22c0"));
                case H265 ->
                    List.of(row(
                            "40010c01ffff01600000030090000003000003003c959809",
                            "42010101600000030090000003000003003ca00a080b9f79659592a4932bc05a0200",
                            "4401c172b46240"));
                case AV1 -> List.of(row("080000000cc4ff6736be4010"), row("0a0b0000000cc4ff6736be4010"));
                case MJPEG -> List.of();
            };
        }

        private static byte[] row(String... sets) {
            ByteBuffer out = ByteBuffer.allocate(4_096);
            for (String each : sets) {
                byte[] set = HexFormat.of().parseHex(each.length() % 2 == 0 ? each : each + "0");
                out.putShort((short) set.length).put(set);
            }
            byte[] row = new byte[out.position()];
            out.get(0, row);
            return row;
        }

        @Override
        public long feed(byte[] input) {
            var sets = new ParameterSets(codec);
            ByteBuffer in = ByteBuffer.wrap(input);
            long sign = 0;
            while (in.remaining() >= 2) {
                byte[] set = new byte[Math.min(in.getShort() & 0xFFFF, in.remaining())];
                in.get(set);
                sign = sign * 2 + (sets.add(set, set.length) ? 1 : 0);
            }
            if (!sets.isComplete()) {
                return sign;
            }
            VideoParameters whole = sets.parameters();
            int bytes = MovieHead.write(whole).remaining();
            return sign * 31 + whole.width() * 7L + whole.height() + whole.reorderDepth() + bytes;
        }
    }
}
