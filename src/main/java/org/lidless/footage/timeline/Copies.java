package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.splice.OwnedRange;

/// All copies of a stream's samples in a stretch of time, ready to be read as one.
///
/// @param passages   by start
/// @param alignments what recorders have learnt of the runs
/// @param ownership  who owned the stream when
/// @param fits       finds what they have not learnt
record Copies(List<Passage> passages, List<Alignment> alignments, List<OwnedRange> ownership, RunFits fits) {

    Copies {
        passages = List.copyOf(passages);
        alignments = List.copyOf(alignments);
        ownership = List.copyOf(ownership);
    }

    static Copies of(List<SampleSource> sources, List<Alignment> alignments, List<OwnedRange> ownership, RunFits fits) {
        return new Copies(Passage.of(Chain.of(sources)), alignments, ownership, fits);
    }

    /// Those that end behind a moment.
    Copies reachingBeyond(long timeUs) {
        List<Passage> kept = new ArrayList<>();
        for (Passage passage : passages) {
            if (passage.span().toUs() > timeUs) {
                kept.add(passage);
            }
        }
        return new Copies(kept, alignments, ownership, fits);
    }

    /// @param starts where to begin each chain, with how runs relate
    /// @param toUs   what begins later is not wanted
    PassageReading open(Passage passage, Shelf shelf, BiFunction<Chain, AlignmentGraph, Start> starts, long toUs) {
        return new PassageReading(passage, fits.graph(passage, alignments), ownership, shelf, starts, toUs);
    }
}
