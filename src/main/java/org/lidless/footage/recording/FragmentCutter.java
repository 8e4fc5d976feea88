package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.Sample;

/// Decides where the next fragment of a ring ends, and puts it together. Pure, over a table that the caller guards.
final class FragmentCutter {

    private FragmentCutter() {}

    /// The place after the last sample of the fragment that begins at `from`, or `from` when none is due. The
    /// newest sample is kept back while it is young, because the next one tells its duration.
    static long end(SampleTable table, long from, long sectionEnd, Cut cut) {
        long newest = sectionEnd - 1;
        boolean isClosed = sectionEnd < table.end() || cut.all();
        boolean isOld = cut.isOld(table.arrivalUs(from));
        boolean isBig = table.place(newest) - table.place(from) + table.size(newest) > Cut.BYTES_MAX
                || spanUs(table, from, newest) >= Cut.SPAN_MAX_US;
        long key = cut.atKey() ? table.keyFrom(from + 1, sectionEnd) : sectionEnd;
        if (!isClosed && !isOld && !isBig && key == sectionEnd) {
            return from;
        }
        long end = bounded(table, from, key);
        if (end < sectionEnd || isClosed) {
            return end;
        }
        boolean keepsBack = newest > from && cut.nowUs() - table.arrivalUs(newest) < cut.ageUs();
        return keepsBack ? newest : end;
    }

    /// The samples of a stretch of one section, with their bytes and with what goes with each.
    static Fragment fragment(
            SampleTable table,
            SectionRow sections,
            long from,
            long end,
            List<ByteBuffer> payload,
            CompanionTrail companions) {
        var samples = new ArrayList<Sample>((int) (end - from));
        long runFirst = sections.at(from).runFirst();
        for (long at = from; at < end; at++) {
            samples.add(new Sample(
                    at - runFirst,
                    table.decodeTicks(at),
                    table.presentationTicks(at),
                    table.timeUs(at),
                    SampleDuration.ticks(table, sections, at),
                    table.isKey(at),
                    table.size(at),
                    companions.beside(at)));
        }
        return new Fragment(samples, payload);
    }

    private static long bounded(SampleTable table, long from, long end) {
        for (long at = from + 1; at < end; at++) {
            boolean isBig = table.place(at) - table.place(from) + table.size(at) > Cut.BYTES_MAX;
            if (isBig || spanUs(table, from, at) >= Cut.SPAN_MAX_US) {
                return at;
            }
        }
        return end;
    }

    private static long spanUs(SampleTable table, long from, long to) {
        return RunClock.toUs(table.decodeTicks(to) - table.decodeTicks(from));
    }
}
