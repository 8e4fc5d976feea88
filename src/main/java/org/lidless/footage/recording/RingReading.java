package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.Epoch;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Reads a ring without changing anything in it, for shadows' judgement and for whoever watches. Marks are taken
/// and bytes held under the ring's lock; the copying is done outside of it. Any thread.
final class RingReading {

    private final Object lock;
    private final ByteTrail trail;
    private final SampleTable table;
    private final SectionRow sections;
    private final CompanionTrail companions;

    /// @param lock guards the others
    RingReading(Object lock, ByteTrail trail, SampleTable table, SectionRow sections, CompanionTrail companions) {
        this.lock = lock;
        this.trail = trail;
        this.table = table;
        this.sections = sections;
        this.companions = companions;
    }

    /// A sample whose bytes stay in memory until they are copied.
    private record Taken(
            long place,
            SampleMark mark,
            int durationTicks,
            Section section,
            List<CompanionFrame> beside,
            ByteTrail.Held held) {}

    /// Samples that are kept, from a place on, at most so many.
    List<KeptSample> kept(long from, int max) {
        synchronized (lock) {
            return RingMarks.kept(table, sections, from, max);
        }
    }

    /// As [RingTail#look].
    RingTail.Look look(Epoch epoch, long sinceUs) {
        synchronized (lock) {
            long first = Math.max(table.first(), table.end() - RingTail.MARKS_MAX);
            while (first < table.end() && table.timeUs(first) < sinceUs) {
                first++;
            }
            List<SampleMark> marks = new ArrayList<>();
            for (long at = first; at < table.end(); at++) {
                marks.add(table.mark(at, sections.at(at)));
            }
            return new RingTail.Look(true, epoch, first, marks);
        }
    }

    /// As [RingTail#next].
    RingTail.Batch next(Epoch epoch, long place) {
        List<Taken> taken = new ArrayList<>();
        long next;
        synchronized (lock) {
            next = begin(place);
            long bytes = 0;
            while (next < table.end() && taken.size() < RingTail.SAMPLES_MAX && bytes < RingTail.BYTES_AIM) {
                taken.add(take(next));
                bytes += table.size(next);
                next++;
            }
        }
        List<RingSample> samples = new ArrayList<>();
        for (Taken each : taken) {
            samples.add(copied(each));
        }
        synchronized (lock) {
            taken.forEach(each -> trail.letGo(each.held()));
        }
        return new RingTail.Batch(true, epoch, samples, next);
    }

    private long begin(long place) {
        if (place == RingTail.NEWEST_KEY) {
            return table.lastKey() >= table.first() ? table.lastKey() : table.end();
        }
        return place > table.end() ? table.first() : Math.max(place, table.first());
    }

    private Taken take(long at) {
        Section section = sections.at(at);
        return new Taken(
                at,
                table.mark(at, section),
                SampleDuration.ticks(table, sections, at),
                section,
                companions.beside(at),
                trail.hold(table.place(at), table.place(at) + table.size(at)));
    }

    private static RingSample copied(Taken taken) {
        ByteBuffer bytes = ByteBuffer.allocate(taken.mark().size());
        taken.held().slices().forEach(slice -> bytes.put(slice.duplicate()));
        return new RingSample(
                taken.place(),
                taken.mark(),
                taken.durationTicks(),
                taken.section().parameters(),
                taken.beside(),
                bytes.flip());
    }
}
