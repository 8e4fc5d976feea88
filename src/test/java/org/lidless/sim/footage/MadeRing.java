package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A recorder's ring of one stream, without bytes: samples by their place in its count.
final class MadeRing {

    /// What a ring that is right holds at most: sixteen seconds.
    static final int SAMPLES_MAX = 160;

    static final long AGE_US = 6_000_000;

    private final int samplesMax;
    private final List<Entry> entries = new ArrayList<>();
    private long first;
    private long lastKey = -1;

    /// @param placementUs what its clock was wrong by
    record Entry(Frame frame, SampleMark mark, long arrivalUs, long placementUs) {

        /// Time of decoding on a clock that is right, µs.
        long placedUs() {
            return mark.decodeUs() + placementUs;
        }

        SampleMark placed() {
            return new SampleMark(
                    mark.run(),
                    mark.number(),
                    mark.decodeTicks(),
                    mark.presentationTicks(),
                    mark.timeUs() + placementUs,
                    mark.size(),
                    mark.key(),
                    mark.hash());
        }
    }

    /// @param samplesMax what it holds at most
    MadeRing(int samplesMax) {
        this.samplesMax = samplesMax;
    }

    int samplesMax() {
        return samplesMax;
    }

    long first() {
        return first;
    }

    long end() {
        return first + entries.size();
    }

    Entry at(long place) {
        return entries.get((int) (place - first));
    }

    void add(Entry entry) {
        if (entry.mark().key()) {
            lastKey = end();
        }
        entries.add(entry);
    }

    boolean holds(int frame) {
        for (int each = entries.size() - 1; each >= 0; each--) {
            if (entries.get(each).frame().index() == frame) {
                return true;
            }
        }
        return false;
    }

    List<Entry> entries() {
        return entries;
    }

    long lastKey() {
        return lastKey;
    }

    /// The last key sample at or before a place, or the oldest sample.
    long keyAtOrBefore(long place) {
        for (long at = Math.min(place, end() - 1); at > first; at--) {
            if (at(at).mark().key()) {
                return at;
            }
        }
        return first;
    }

    void forgetBefore(long place) {
        int count = (int) Math.min(entries.size(), Math.max(0, place - first));
        entries.subList(0, count).clear();
        first += count;
    }

    /// Drops what is not safe: a gap is stored.
    void lose(long from, long to, FootageRecorder node, FilmedCamera camera) {
        for (long place = from; place < to; place++) {
            int frame = at(place).frame().index();
            node.disk.gap(camera.id, frame, frame, "ring-too-short");
            node.world.oracles.evicted(node, camera, at(place));
        }
    }
}
