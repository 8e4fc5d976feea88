package org.lidless.footage.recording;

/// How long a sample of a ring lasts: to the next one of its run, where that is there; else as long as the one before
/// it, or as its stream's samples usually do. Pure, over tables that the caller guards.
final class SampleDuration {

    private SampleDuration() {}

    /// Between two times of decoding, 1/90000 s; at least 1.
    static int ticks(SampleTable table, SectionRow sections, long at) {
        Section section = sections.at(at);
        long ticks = section.usualTicks();
        if (isOneRun(table, sections, section, at + 1)) {
            ticks = table.decodeTicks(at + 1) - table.decodeTicks(at);
        } else if (isOneRun(table, sections, section, at - 1)) {
            ticks = table.decodeTicks(at) - table.decodeTicks(at - 1);
        }
        return Math.clamp(ticks, 1, Integer.MAX_VALUE);
    }

    private static boolean isOneRun(SampleTable table, SectionRow sections, Section section, long other) {
        return other >= table.first()
                && other < table.end()
                && sections.at(other).run().equals(section.run());
    }
}
