package org.lidless.footage.recording;

import java.util.OptionalLong;
import org.lidless.footage.timeline.alignment.SampleMark;

/// What a ring knows of its samples, beside their bytes, in arrays that grow and go round. A sample is
/// found by its place
/// in the ring's count, which begins at 0 and never starts again. The ring's lock guards it.
final class SampleTable {

    /// Most samples of one ring: a quarter of an hour of 60 a second, or a camera gone mad.
    static final int SAMPLES_MAX = 1 << 16;

    private static final int KEY = 1;
    private static final int DAMAGED = 2;
    private static final int STORED = 4;

    private int mask = 127;
    private long[] placeOf = new long[mask + 1];
    private long[] decodeOf = new long[mask + 1];
    private long[] presentationOf = new long[mask + 1];
    private long[] timeOf = new long[mask + 1];
    private long[] arrivalOf = new long[mask + 1];
    private long[] hashOf = new long[mask + 1];
    private int[] sizeOf = new int[mask + 1];
    private byte[] flagsOf = new byte[mask + 1];
    private long first;
    private long end;
    private long lastKey = -1;

    /// The oldest sample kept.
    long first() {
        return first;
    }

    /// The place of the sample to come.
    long end() {
        return end;
    }

    boolean isEmpty() {
        return first == end;
    }

    boolean isFull() {
        return end - first >= SAMPLES_MAX;
    }

    /// The newest key sample, or -1.
    long lastKey() {
        return lastKey;
    }

    void add(long place, int size, RunClock times, long hash, long arrivalUs, boolean key, boolean damaged) {
        if (end - first > mask) {
            grow();
        }
        int at = (int) end & mask;
        placeOf[at] = place;
        sizeOf[at] = size;
        decodeOf[at] = times.decodeTicks();
        presentationOf[at] = times.presentationTicks();
        timeOf[at] = times.timeUs();
        arrivalOf[at] = arrivalUs;
        hashOf[at] = hash;
        flagsOf[at] = (byte) ((key ? KEY : 0) | (damaged ? DAMAGED : 0));
        if (key) {
            lastKey = end;
        }
        end++;
    }

    /// Moves the site times of all kept samples from one on, µs.
    void move(long from, long byUs) {
        for (long sample = Math.max(from, first); byUs != 0 && sample < end; sample++) {
            timeOf[(int) sample & mask] += byUs;
        }
    }

    /// Forgets everything before this sample.
    void forgetBefore(long sample) {
        first = Math.min(Math.max(first, sample), end);
    }

    /// The first key sample in a stretch, or its end.
    long keyFrom(long from, long to) {
        for (long sample = from; sample < to; sample++) {
            if (isKey(sample)) {
                return sample;
            }
        }
        return to;
    }

    /// Site time of the first kept key sample that is shown at or after a site time, µs.
    OptionalLong keySince(long timeUs) {
        for (long sample = first; sample < end; sample++) {
            if (isKey(sample) && timeUs(sample) >= timeUs) {
                return OptionalLong.of(timeUs(sample));
            }
        }
        return OptionalLong.empty();
    }

    /// The last key sample that is kept, not before one place and not after another, or -1.
    long keyAtOrBefore(long sample, long notBefore) {
        for (long at = Math.min(sample, end - 1); at >= Math.max(first, notBefore); at--) {
            if (isKey(at)) {
                return at;
            }
        }
        return -1;
    }

    long place(long sample) {
        return placeOf[(int) sample & mask];
    }

    int size(long sample) {
        return sizeOf[(int) sample & mask];
    }

    long decodeTicks(long sample) {
        return decodeOf[(int) sample & mask];
    }

    long presentationTicks(long sample) {
        return presentationOf[(int) sample & mask];
    }

    long timeUs(long sample) {
        return timeOf[(int) sample & mask];
    }

    long arrivalUs(long sample) {
        return arrivalOf[(int) sample & mask];
    }

    boolean isKey(long sample) {
        return (flagsOf[(int) sample & mask] & KEY) != 0;
    }

    boolean isDamaged(long sample) {
        return (flagsOf[(int) sample & mask] & DAMAGED) != 0;
    }

    /// What identifies a kept sample.
    SampleMark mark(long sample, Section section) {
        int at = (int) sample & mask;
        return new SampleMark(
                section.run(),
                sample - section.runFirst(),
                decodeOf[at],
                presentationOf[at],
                timeOf[at],
                sizeOf[at],
                isKey(sample),
                hashOf[at]);
    }

    /// Whether it is durable in a pool of this recorder.
    boolean isStored(long sample) {
        return (flagsOf[(int) sample & mask] & STORED) != 0;
    }

    /// Notes for the kept samples of a stretch whether they are durable in a pool of this recorder.
    void stored(long from, long to, boolean stored) {
        for (long sample = Math.max(from, first); sample < Math.min(to, end); sample++) {
            int at = (int) sample & mask;
            flagsOf[at] = (byte) (stored ? flagsOf[at] | STORED : flagsOf[at] & ~STORED);
        }
    }

    private void grow() {
        int wider = (mask + 1) * 2 - 1;
        long[] places = new long[wider + 1];
        long[] decodes = new long[wider + 1];
        long[] presentations = new long[wider + 1];
        long[] times = new long[wider + 1];
        long[] arrivals = new long[wider + 1];
        long[] hashes = new long[wider + 1];
        int[] sizes = new int[wider + 1];
        byte[] flags = new byte[wider + 1];
        for (long sample = first; sample < end; sample++) {
            int from = (int) sample & mask;
            int to = (int) sample & wider;
            places[to] = placeOf[from];
            decodes[to] = decodeOf[from];
            presentations[to] = presentationOf[from];
            times[to] = timeOf[from];
            arrivals[to] = arrivalOf[from];
            hashes[to] = hashOf[from];
            sizes[to] = sizeOf[from];
            flags[to] = flagsOf[from];
        }
        mask = wider;
        placeOf = places;
        decodeOf = decodes;
        presentationOf = presentations;
        timeOf = times;
        arrivalOf = arrivals;
        hashOf = hashes;
        sizeOf = sizes;
        flagsOf = flags;
    }
}
