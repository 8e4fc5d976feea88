package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;

/// A source of a run that lies elsewhere in time than it says. Any thread.
///
/// @param source  with the times that it was stamped with
/// @param shiftUs what to add to them, µs
record PlacedSource(SampleSource source, long shiftUs) implements SampleSource {

    /// The source where it lies.
    static SampleSource of(SampleSource source, Placements placements) {
        long shiftUs = placements.shiftUs(source.run());
        return shiftUs == 0 ? source : new PlacedSource(source, shiftUs);
    }

    @Override
    public RunId run() {
        return source.run();
    }

    @Override
    public NodeId node() {
        return source.node();
    }

    @Override
    public NodeId holder() {
        return source.holder();
    }

    @Override
    public Epoch epoch() {
        return source.epoch();
    }

    @Override
    public int order() {
        return source.order();
    }

    @Override
    public long startUs() {
        return source.startUs() + shiftUs;
    }

    @Override
    public Optional<Content> content() {
        return source.content().map(each -> new Content(placed(each.span()), each.firstNumber(), each.endNumber()));
    }

    @Override
    public boolean isReachable() {
        return source.isReachable();
    }

    @Override
    public Optional<NodeId> awayAt() {
        return source.awayAt();
    }

    @Override
    public boolean isGone() {
        return source.isGone();
    }

    @Override
    public Holding open() throws IOException {
        return new PlacedHolding(source.open());
    }

    @Override
    public String toString() {
        return source.toString();
    }

    private TimeSpan placed(TimeSpan stamped) {
        return new TimeSpan(stamped.fromUs() + shiftUs, stamped.toUs() + shiftUs);
    }

    private final class PlacedHolding implements Holding {

        private final Holding stamped;

        PlacedHolding(Holding stamped) {
            this.stamped = stamped;
        }

        @Override
        public VideoParameters parameters() {
            return stamped.parameters();
        }

        @Override
        public List<Part> parts() {
            return stamped.parts().stream().map(each -> moved(each, shiftUs)).toList();
        }

        @Override
        public Optional<Loaded> load(Part part) throws IOException {
            return stamped.load(moved(part, -shiftUs))
                    .map(loaded -> new Loaded(
                            loaded.samples().stream().map(this::placed).toList(), loaded.payload()));
        }

        private Sample placed(Sample sample) {
            return new Sample(
                    sample.number(),
                    sample.decodeTicks(),
                    sample.presentationTicks(),
                    sample.timeUs() + shiftUs,
                    sample.durationTicks(),
                    sample.key(),
                    sample.size());
        }

        private static Part moved(Part part, long byUs) {
            TimeSpan span = part.span();
            return new Part(
                    part.place(),
                    new TimeSpan(span.fromUs() + byUs, span.toUs() + byUs),
                    part.firstNumber(),
                    part.count(),
                    part.damaged());
        }

        @Override
        public void close() throws IOException {
            stamped.close();
        }
    }
}
