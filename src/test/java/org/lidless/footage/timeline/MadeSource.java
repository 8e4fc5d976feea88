package org.lidless.footage.timeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// A source made up in memory: 10 samples a second, 5 in a part, a key sample each second; any part can be broken.
final class MadeSource implements SampleSource {

    static final long SAMPLE_US = 100_000;
    static final int PART_SAMPLES = 5;
    static final VideoParameters PARAMETERS = new VideoParameters(
            VideoCodec.H264,
            List.of(new ParameterSet(new byte[] {0x67, 1}), new ParameterSet(new byte[] {0x68, 1})),
            64,
            48,
            0);

    private final RunId run;
    private final int order;
    private final long runStartUs;
    private final long first;
    private final long end;
    private final Set<Integer> brokenBySum = new HashSet<>();
    private final Set<Integer> brokenByBox = new HashSet<>();
    private boolean gone;
    private boolean growing;
    private boolean unreachable;
    private NodeId node = new NodeId("r1");

    /// @param runStartUs site time of the run's sample 0
    MadeSource(long run, int order, long runStartUs, long first, long end) {
        this.run = new RunId(run);
        this.order = order;
        this.runStartUs = runStartUs;
        this.first = first;
        this.end = end;
    }

    MadeSource brokenBySum(int part) {
        brokenBySum.add(part);
        return this;
    }

    MadeSource brokenByBox(int part) {
        brokenByBox.add(part);
        return this;
    }

    MadeSource gone() {
        gone = true;
        return this;
    }

    MadeSource growing() {
        growing = true;
        return this;
    }

    MadeSource unreachable() {
        unreachable = true;
        return this;
    }

    @Override
    public RunId run() {
        return run;
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public NodeId holder() {
        return node;
    }

    @Override
    public Epoch epoch() {
        return Epoch.FIRST;
    }

    @Override
    public long startUs() {
        return timeUs(first);
    }

    @Override
    public Optional<Content> content() {
        return growing
                ? Optional.empty()
                : Optional.of(new Content(new TimeSpan(timeUs(first), timeUs(end)), first, end));
    }

    @Override
    public boolean isReachable() {
        return !unreachable;
    }

    @Override
    public Optional<NodeId> awayAt() {
        return unreachable ? Optional.of(node) : Optional.empty();
    }

    @Override
    public Holding open() throws IOException {
        if (gone) {
            throw new IOException("gone");
        }
        return new Made();
    }

    private long timeUs(long number) {
        return runStartUs + number * SAMPLE_US;
    }

    private final class Made implements Holding {

        @Override
        public VideoParameters parameters() {
            return PARAMETERS;
        }

        @Override
        public List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            for (long number = first; number < end; number += PART_SAMPLES) {
                int place = parts.size();
                long to = Math.min(end, number + PART_SAMPLES);
                boolean broken = brokenByBox.contains(place);
                TimeSpan span = new TimeSpan(timeUs(number), timeUs(to));
                parts.add(new Part(place, span, number, broken ? 0 : (int) (to - number), broken));
            }
            return parts;
        }

        @Override
        public Optional<Loaded> load(Part part) throws IOException {
            if (gone) {
                throw new IOException("gone");
            }
            if (brokenBySum.contains((int) part.place())) {
                return Optional.empty();
            }
            List<Sample> samples = new ArrayList<>();
            List<ByteBuffer> payload = new ArrayList<>();
            for (long number = part.firstNumber(); number < part.endNumber(); number++) {
                long ticks = number * 9000;
                samples.add(new Sample(number, ticks, ticks, timeUs(number), 9000, number % 10 == 0, 4));
                payload.add(ByteBuffer.allocate(4).putInt((int) number).flip());
            }
            return Optional.of(new Loaded(samples, payload));
        }

        @Override
        public void close() {}
    }
}
