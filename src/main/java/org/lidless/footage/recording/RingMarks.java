package org.lidless.footage.recording;

import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Marks of samples of a ring.
///
/// @param marks in order
/// @param next  place in the ring's count at which to go on
record RingMarks(List<SampleMark> marks, long next) {

    /// Those that are durable at this recorder, from a place on. A place that was never reached is taken
    /// for the beginning. Under the ring's lock.
    static RingMarks stored(SampleTable table, SectionRow sections, long from, long durable, int max) {
        long sample = Math.max(from > table.end() ? 0 : from, table.first());
        long stop = Math.min(durable, table.end());
        List<SampleMark> marks = new ArrayList<>();
        while (sample < stop && marks.size() < max) {
            if (table.isStored(sample)) {
                marks.add(table.mark(sample, sections.at(sample)));
            }
            sample++;
        }
        return new RingMarks(marks, sample);
    }

    /// All that are kept, from a place on. Under the ring's lock.
    static List<KeptSample> kept(SampleTable table, SectionRow sections, long from, int max) {
        List<KeptSample> kept = new ArrayList<>();
        for (long sample = Math.max(from, table.first()); sample < table.end() && kept.size() < max; sample++) {
            kept.add(new KeptSample(sample, table.mark(sample, sections.at(sample)), table.arrivalUs(sample)));
        }
        return kept;
    }
}
