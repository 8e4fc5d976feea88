package org.lidless.footage.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.lidless.domain.CameraId;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// Made-up footage for tests of storage: bytes that no decoder would like, but every layer below one does.
public final class Footage {

    public static final NodeId NODE = new NodeId("r1");
    public static final long START_US = 1_795_320_000_000_000L;
    public static final int FRAME_TICKS = 3600;
    public static final long FRAME_US = 40_000;

    public static final VideoParameters H264 = new VideoParameters(
            VideoCodec.H264,
            List.of(set("6742c01fda0280bfe5c044000003000400000300ca3c60ca80"), set("68ce3c80")),
            640,
            360,
            2);

    private Footage() {}

    private static ParameterSet set(String hex) {
        return new ParameterSet(HexFormat.of().parseHex(hex));
    }

    public static StreamId camera(int number) {
        return StreamId.main(new CameraId("cam-" + number));
    }

    public static SegmentHeader header(StreamId stream, long run, int number, long startUs, Sha256 previous) {
        return header(NODE, stream, run, number, startUs, previous);
    }

    public static SegmentHeader header(
            NodeId node, StreamId stream, long run, int number, long startUs, Sha256 previous) {
        return new SegmentHeader(
                stream, node, Epoch.FIRST, new RunId(run), number, startUs, ClockQuality.ARRIVAL, previous);
    }

    /// Samples `from` to `from + count` of a run that began at the time; the payload depends on all of it.
    public static Fragment fragment(long run, long from, int count, long runStartUs, int size) {
        List<Sample> samples = new ArrayList<>();
        List<ByteBuffer> payload = new ArrayList<>();
        for (long number = from; number < from + count; number++) {
            int bytes = size + (int) (number % 7);
            long shown = number * FRAME_TICKS + (number % 3 == 1 ? 2L * FRAME_TICKS : 0);
            samples.add(new Sample(
                    number,
                    number * FRAME_TICKS,
                    shown,
                    runStartUs + shown * 100 / 9,
                    FRAME_TICKS,
                    number % 25 == 0,
                    bytes));
            payload.add(payload(run, number, bytes));
        }
        return new Fragment(samples, payload);
    }

    public static ByteBuffer payload(long run, long number, int bytes) {
        ByteBuffer payload = ByteBuffer.allocateDirect(bytes);
        SplittableRandom random = new SplittableRandom(run * 1_000_003 + number);
        while (payload.hasRemaining()) {
            payload.put((byte) random.nextInt());
        }
        return payload.flip();
    }
}
