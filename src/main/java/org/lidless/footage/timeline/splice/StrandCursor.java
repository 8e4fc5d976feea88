package org.lidless.footage.timeline.splice;

import java.util.Comparator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A place in a strand, with a look at the next samples, in ticks of the strand's axis.
final class StrandCursor {

    /// Samples that can be seen from the place; twice the deepest reordering that the codecs allow.
    static final int LOOK_AHEAD = 32;

    static final Comparator<StrandCursor> ORDER = Comparator.comparing((StrandCursor cursor) -> cursor.strand.run())
            .thenComparing(cursor -> cursor.strand.holder())
            .thenComparing(cursor -> cursor.strand.writer())
            .thenComparingLong(
                    cursor -> cursor.count == 0 ? Long.MAX_VALUE : cursor.at(0).number());

    private final Strand strand;
    private final RunId axis;
    private final long toAxis;
    private final @Nullable SampleMark[] window = new SampleMark[LOOK_AHEAD];
    private int from;
    private int count;
    private @Nullable SampleMark newest;

    /// The merge's own count of samples when this strand's last one was taken, and that one's number.
    private long takenAt = -1;

    private long takenNumber = -1;
    private long takenDecode;

    StrandCursor(Strand strand, AlignmentGraph graph) {
        this.strand = strand;
        this.axis = graph.axis(strand.run());
        this.toAxis = graph.onAxis(strand.run(), 0);
        fill();
    }

    Strand strand() {
        return strand;
    }

    RunId axis() {
        return axis;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    SampleMark at(int index) {
        SampleMark mark = index < count ? window[(from + index) % LOOK_AHEAD] : null;
        if (mark == null) {
            throw new NoSuchElementException("strand of run " + strand.run() + " shows " + count + " samples");
        }
        return mark;
    }

    /// Decoding time of a sample in sight, on the axis.
    long decode(int index) {
        return at(index).decodeTicks() + toAxis;
    }

    /// Time of showing of a sample in sight, on the axis.
    long presentation(int index) {
        return at(index).presentationTicks() + toAxis;
    }

    /// Site time of the next sample, placed.
    long timeUs() {
        return at(0).timeUs() + strand.placementUs();
    }

    /// Goes on by one sample.
    void take(long taking) {
        takenAt = taking;
        takenNumber = at(0).number();
        takenDecode = decode(0);
        from = (from + 1) % LOOK_AHEAD;
        count--;
        fill();
    }

    /// How far the next sample's number is from that of the last one taken; 0 when that was not the taking-th.
    long numberStepAfter(long taking) {
        return takenAt == taking ? at(0).number() - takenNumber : 0;
    }

    /// How much later than the last one taken the next sample is decoded, by this strand's own reckoning.
    long decodeStep() {
        return decode(0) - takenDecode;
    }

    private void fill() {
        while (count < LOOK_AHEAD && strand.marks().hasNext()) {
            SampleMark mark = strand.marks().next();
            if (newest != null && (mark.number() <= newest.number() || mark.decodeTicks() <= newest.decodeTicks())) {
                throw new IllegalArgumentException("marks of run " + strand.run() + " must rise: " + newest.number()
                        + " at " + newest.decodeTicks() + ", then " + mark.number() + " at " + mark.decodeTicks());
            }
            newest = mark;
            window[(from + count) % LOOK_AHEAD] = mark;
            count++;
        }
    }
}
