package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.splice.OwnedRange;
import org.lidless.footage.timeline.splice.Spliced;
import org.lidless.footage.timeline.splice.Splicer;
import org.lidless.footage.timeline.splice.Strand;

/// Reads the chains of a passage as one. One thread.
final class PassageReading implements AutoCloseable {

    private final AlignmentGraph graph;
    private final List<StrandReading> readings = new ArrayList<>();
    private final Splicer splicer;
    private boolean isFirst = true;

    /// How the runs relate.
    AlignmentGraph graph() {
        return graph;
    }

    /// A sample in its place among all copies.
    ///
    /// @param reading whose copy is taken
    /// @param axis    names the clock that the run is on
    /// @param toAxis  what to add to the run's ticks to get there, 1/90000 s
    /// @param opens   whether it is the passage's first
    record Placed(Spliced spliced, StrandReading reading, RunId axis, long toAxis, boolean opens) {

        SampleMark mark() {
            return spliced.mark();
        }

        RunId run() {
            return spliced.mark().run();
        }
    }

    PassageReading(
            Passage passage,
            AlignmentGraph graph,
            Collection<OwnedRange> ownership,
            Shelf shelf,
            BiFunction<Chain, AlignmentGraph, Start> starts,
            long toUs) {
        this.graph = graph;
        List<Long> placements = placements(passage.chains(), graph);
        List<Strand> strands = new ArrayList<>();
        boolean isHashed = passage.chains().size() > 1;
        for (int i = 0; i < passage.chains().size(); i++) {
            Chain chain = passage.chains().get(i);
            StrandReading reading = new StrandReading(chain, starts.apply(chain, graph), shelf, isHashed, toUs);
            readings.add(reading);
            strands.add(
                    new Strand(chain.run(), chain.writer(), chain.holder(), chain.epoch(), placements.get(i), reading));
        }
        this.splicer = new Splicer(strands, graph, ownership);
    }

    /// Runs of one writer come one after another, whatever its clock says: a run that begins before the one before it
    /// has ended is placed behind it, so that none of its samples counts as shown already.
    private static List<Long> placements(List<Chain> chains, AlignmentGraph graph) {
        List<Long> placements = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            Chain chain = chains.get(i);
            long placementUs = 0;
            for (int j = 0; j < i; j++) {
                Chain before = chains.get(j);
                boolean isOther = before.writer().equals(chain.writer())
                        && !graph.log(before.run()).equals(graph.log(chain.run()));
                if (isOther) {
                    long endUs = before.span().toUs() + placements.get(j);
                    placementUs = Math.max(placementUs, endUs - chain.span().fromUs());
                }
            }
            placements.add(placementUs);
        }
        return placements;
    }

    /// The next sample; empty at the end.
    Optional<Placed> next() {
        if (!splicer.hasNext()) {
            return Optional.empty();
        }
        Spliced spliced = splicer.next();
        RunId run = spliced.mark().run();
        boolean opens = isFirst;
        isFirst = false;
        return Optional.of(
                new Placed(spliced, readingOf(spliced.strand()), graph.axis(run), graph.onAxis(run, 0), opens));
    }

    private StrandReading readingOf(Strand strand) {
        for (StrandReading reading : readings) {
            if (strand.marks() == reading) {
                return reading;
            }
        }
        throw new IllegalStateException("a sample of a strand that is not read: " + strand);
    }

    /// What could not be read since this was asked last.
    List<StrandReading.Unread> takeUnread() {
        List<StrandReading.Unread> all = new ArrayList<>();
        readings.forEach(reading -> all.addAll(reading.takeUnread()));
        return all;
    }

    @Override
    public void close() {
        readings.forEach(StrandReading::close);
    }
}
