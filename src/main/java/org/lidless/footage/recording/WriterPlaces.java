package org.lidless.footage.recording;

import java.util.function.LongUnaryOperator;

/// How far the writer of a ring has come, in the ring's count of samples. The ring's lock guards it.
///
/// Everything before `durable` is on disk: on this recorder's or, for what a shadow was told to release, on
/// another's. `cursor` is the next sample to be written; it lies before `durable` only while samples are
/// written again so that a segment can begin with a key sample. `anchor` is the key sample from which the
/// one at the cursor is decoded; it is kept as long as that one is.
final class WriterPlaces {

    private final SampleTable table;
    private long cursor;
    private long durable;
    private long takenEnd;
    private long anchor;
    private long furthest;
    private long lost;

    WriterPlaces(SampleTable table) {
        this.table = table;
    }

    long cursor() {
        return cursor;
    }

    long durable() {
        return durable;
    }

    /// Whether a sample is safe: durable, or being written.
    boolean isSafe(long sample) {
        return sample < Math.max(durable, takenEnd);
    }

    /// Whether everything that arrived is durable.
    boolean hasAll() {
        return cursor >= table.end() && durable >= table.end();
    }

    boolean isWriting() {
        return takenEnd > durable;
    }

    /// Everything before this may be forgotten.
    long keepFrom() {
        return Math.min(Math.min(durable, Math.min(anchor, cursor)), table.lastKey());
    }

    /// The place behind the last sample that was ever given to a writer.
    long furthest() {
        return furthest;
    }

    void took(long end) {
        takenEnd = end;
        furthest = Math.max(furthest, end);
    }

    void wrote(long first, long end) {
        table.stored(first, end, true);
        durable = Math.max(durable, end);
        takenEnd = end;
        moveTo(end);
    }

    /// What was taken is not durable: back to the key sample at or before the first that is not, if that
    /// is still here.
    ///
    /// @param sectionFirst where the section of a sample begins
    void failed(LongUnaryOperator sectionFirst) {
        takenEnd = 0;
        moveTo(Math.max(durable, table.first()));
        if (cursor < table.end() && durable >= table.first()) {
            long key = table.keyAtOrBefore(cursor, sectionFirst.applyAsLong(cursor));
            cursor = key < 0 ? cursor : key;
        }
    }

    /// Another writer goes on: from the key sample at or before the first that is not durable, or before the one to
    /// come.
    void takenBack(LongUnaryOperator sectionFirst) {
        failed(sectionFirst);
        long last = table.end() - 1;
        if (cursor > last && last >= table.first()) {
            long key = table.keyAtOrBefore(last, sectionFirst.applyAsLong(last));
            cursor = key < 0 ? cursor : key;
        }
    }

    /// Another recorder has everything before this place.
    void release(long to) {
        durable = Math.max(durable, Math.min(to, table.end()));
        if (cursor < durable) {
            moveTo(durable);
        }
    }

    /// Another recorder has everything before this place, and writing begins with it, if it is kept: from the key
    /// sample
    /// before it, or from the one behind the last that was stored in between.
    ///
    /// @param sectionFirst where the section of a sample begins
    void startAt(long place, LongUnaryOperator sectionFirst) {
        release(place);
        long sample = Math.max(place, table.first());
        if (sample >= table.end()) {
            return;
        }
        long start = Math.max(table.first(), sectionFirst.applyAsLong(sample));
        long back = sample;
        while (back > start && !table.isKey(back) && !table.isStored(back - 1)) {
            back--;
        }
        cursor = table.isKey(back) || back > start ? back : sample;
        anchor = Math.min(anchor, cursor);
    }

    /// What was before this sample is lost. Returns how many of those were not durable.
    long skipTo(long first) {
        long skipped = Math.max(0, first - Math.max(cursor, durable));
        cursor = first;
        lost += skipped;
        return skipped;
    }

    /// How many samples were skipped so that were not durable.
    long lost() {
        return lost;
    }

    private void moveTo(long place) {
        cursor = place;
        long key = table.keyAtOrBefore(place, anchor);
        anchor = key < 0 ? place : key;
    }
}
