package org.lidless.footage.recording;

import org.lidless.domain.GapCause;

/// Decides what a ring forgets, and forgets it. The ring's lock guards it.
///
/// What is durable goes by age, and earlier when memory is short; never the GOP that the writer is at, nor
/// the last one. What is not durable goes only when nothing else makes room, or when the ring belongs to a
/// shadow and is lowered: then the last GOP stays.
final class Eviction {

    private final ChunkPool pool;
    private final ByteTrail trail;
    private final SampleTable table;
    private final SectionRow sections;
    private final WriterPlaces places;
    private final long ageUs;
    private volatile GapCause cause = GapCause.RING_TOO_SHORT;
    private GapCause blamed = GapCause.RING_TOO_SHORT;

    Eviction(ChunkPool pool, ByteTrail trail, SampleTable table, SectionRow sections, WriterPlaces places, long ageUs) {
        this.pool = pool;
        this.trail = trail;
        this.table = table;
        this.sections = sections;
        this.places = places;
        this.ageUs = ageUs;
    }

    /// What losses are put down to from now on: the state of the disk. Any thread, without the lock.
    void blameOn(GapCause why) {
        cause = why;
    }

    /// What losses are put down to now. Any thread, without the lock.
    GapCause cause() {
        return cause;
    }

    /// What the last samples that were lost are put down to.
    GapCause blamed() {
        return blamed;
    }

    /// A sample has come.
    ///
    /// @param end place in the trail behind the last whole sample
    void old(long nowUs, long end) {
        boolean tight = pool.isShort() && trail.isOverShare();
        long keep = places.keepFrom();
        long sample = table.first();
        while (sample < keep && (tight || nowUs - table.arrivalUs(sample) > ageUs)) {
            sample++;
        }
        forgetBefore(sample, end);
        if (trail.account().isLowered() && trail.isOverShare() && !places.isWriting()) {
            upTo(Math.max(table.first(), table.lastKey()), end);
        }
    }

    /// Makes room at any price: durable samples one by one, then what is not durable, up to the next key
    /// sample if there is one. False when nothing is left.
    boolean forced(long end) {
        long first = table.first();
        if (table.isEmpty()) {
            return false;
        }
        long key = places.isSafe(first) ? first + 1 : table.keyFrom(first + 1, table.end());
        upTo(key < table.end() ? key : first + 1, end);
        return true;
    }

    /// Forgets everything before a sample, durable or not.
    void upTo(long sample, long end) {
        if (sample > places.durable()) {
            blamed = cause;
        }
        forgetBefore(sample, end);
    }

    private void forgetBefore(long sample, long end) {
        table.forgetBefore(sample);
        trail.forgetBefore(table.isEmpty() ? end : table.place(table.first()));
        sections.forgetBefore(Math.min(table.first(), places.cursor()));
    }
}
