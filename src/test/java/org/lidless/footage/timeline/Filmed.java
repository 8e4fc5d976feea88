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
import org.lidless.footage.media.Coverage;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;

/// A segment of a [MadeCamera]'s frames, as one recorder has it: whole, damaged in parts, gone, unreachable or growing.
final class Filmed implements SampleSource {

    /// What a recorder received in one go.
    ///
    /// @param zero    of its clock of ticks
    /// @param clockUs by how much its site clock is wrong
    record Run(RunId id, NodeId writer, Epoch epoch, long zero, long clockUs) {}

    final Run run;
    final int order;
    final MadeCamera camera;
    final NodeId holder;
    private final int partSamples;
    private final List<Integer> frames = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    final Set<Integer> broken = new HashSet<>();
    boolean isGone;
    boolean isAway;
    boolean isGrowing;
    int opened;

    Filmed(MadeCamera camera, Run run, NodeId holder, int order, int partSamples) {
        this.camera = camera;
        this.run = run;
        this.holder = holder;
        this.order = order;
        this.partSamples = partSamples;
    }

    Filmed add(int frame, long number) {
        frames.add(frame);
        numbers.add(number);
        return this;
    }

    /// The same segment, held by somebody else.
    Filmed copy(NodeId other) {
        Filmed copy = new Filmed(camera, run, other, order, partSamples);
        copy.frames.addAll(frames);
        copy.numbers.addAll(numbers);
        return copy;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    int parts() {
        // While it grows only whole parts are durable.
        return isGrowing ? frames.size() / partSamples : (frames.size() + partSamples - 1) / partSamples;
    }

    /// Frames that can be read.
    List<Integer> readable() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < frames.size() && !isGone && !isAway; i++) {
            if (!broken.contains(i / partSamples)) {
                all.add(frames.get(i));
            }
        }
        return all;
    }

    List<Integer> recorded() {
        return List.copyOf(frames);
    }

    private List<Sample> samples(int part) {
        List<Sample> samples = new ArrayList<>();
        int end = Math.min(frames.size(), (part + 1) * partSamples);
        for (int i = part * partSamples; i < end; i++) {
            samples.add(camera.sample(frames.get(i), numbers.get(i), run.zero(), run.clockUs()));
        }
        return samples;
    }

    @Override
    public RunId run() {
        return run.id();
    }

    @Override
    public NodeId node() {
        return run.writer();
    }

    @Override
    public NodeId holder() {
        return holder;
    }

    @Override
    public Epoch epoch() {
        return run.epoch();
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public long startUs() {
        return samples(0).getFirst().timeUs();
    }

    @Override
    public Optional<Content> content() {
        if (isGrowing) {
            return Optional.empty();
        }
        long fromUs = Long.MAX_VALUE;
        long toUs = Long.MIN_VALUE;
        for (int part = 0; part < parts(); part++) {
            TimeSpan span = Coverage.of(samples(part));
            fromUs = Math.min(fromUs, span.fromUs());
            toUs = Math.max(toUs, span.toUs());
        }
        return Optional.of(
                new Content(new TimeSpan(fromUs, toUs), numbers.getFirst(), numbers.getFirst() + numbers.size()));
    }

    @Override
    public boolean isReachable() {
        return !isAway;
    }

    @Override
    public Optional<NodeId> awayAt() {
        return isAway ? Optional.of(holder) : Optional.empty();
    }

    @Override
    public Holding open() throws IOException {
        if (isGone || isAway) {
            throw new IOException("gone");
        }
        opened++;
        return new Opened();
    }

    @Override
    public String toString() {
        return run.writer() + "/" + run.id() + "-" + order + "@" + holder + " " + frames;
    }

    private final class Opened implements Holding {

        @Override
        public VideoParameters parameters() {
            return MadeSource.PARAMETERS;
        }

        @Override
        public List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            for (int part = 0; part < Filmed.this.parts(); part++) {
                List<Sample> samples = samples(part);
                parts.add(
                        new Part(part, Coverage.of(samples), samples.getFirst().number(), samples.size(), false));
            }
            return parts;
        }

        @Override
        public Optional<Loaded> load(Part part) {
            int at = (int) part.place();
            if (broken.contains(at)) {
                return Optional.empty();
            }
            List<ByteBuffer> payload = new ArrayList<>();
            List<Sample> samples = samples(at);
            for (int i = 0; i < samples.size(); i++) {
                payload.add(camera.bytes(frames.get(at * partSamples + i)));
            }
            return Optional.of(new Loaded(samples, payload));
        }

        @Override
        public void close() {}
    }
}
