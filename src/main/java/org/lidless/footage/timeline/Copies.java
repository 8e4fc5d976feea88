package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.splice.OwnedRange;

/// All copies of a stream's samples in a stretch of time, ready to be read as one.
///
/// @param sections   by start
/// @param alignments what recorders have learnt of the runs
/// @param ownership  who owned the stream when
/// @param fits       finds what they have not learnt
record Copies(List<Section> sections, List<Alignment> alignments, List<OwnedRange> ownership, RunFits fits) {

    Copies {
        sections = List.copyOf(sections);
        alignments = List.copyOf(alignments);
        ownership = List.copyOf(ownership);
    }

    static Copies of(List<SampleSource> sources, List<Alignment> alignments, List<OwnedRange> ownership, RunFits fits) {
        return new Copies(Section.of(Chain.of(sources)), alignments, ownership, fits);
    }

    /// Those that end behind a moment.
    Copies reachingBeyond(long timeUs) {
        List<Section> kept = new ArrayList<>();
        for (Section section : sections) {
            if (section.span().toUs() > timeUs) {
                kept.add(section);
            }
        }
        return new Copies(kept, alignments, ownership, fits);
    }

    /// @param starts where to begin each chain, with how runs relate
    /// @param toUs   what begins later is not wanted
    SectionReading open(Section section, Shelf shelf, BiFunction<Chain, AlignmentGraph, Start> starts, long toUs) {
        return new SectionReading(section, fits.graph(section, alignments), ownership, shelf, starts, toUs);
    }
}
