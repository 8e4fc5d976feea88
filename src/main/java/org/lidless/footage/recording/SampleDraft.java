package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// The sample that is being put together at the end of a ring's bytes, piece by piece. Each byte is copied once. It
/// belongs to the ring's owner; nobody else sees its bytes before it is whole.
final class SampleDraft {

    private final ByteTrail trail;
    private final BooleanSupplier extend;
    private final LongConsumer rewind;
    private final UnitLength length = new UnitLength();
    private long start;
    private long unitStart;
    private boolean overflowed;
    private long lost;

    /// @param extend gets room for more; false when there is none
    /// @param rewind forgets the bytes from a place on
    SampleDraft(ByteTrail trail, BooleanSupplier extend, LongConsumer rewind) {
        this.trail = trail;
        this.extend = extend;
        this.rewind = rewind;
    }

    /// A unit begins that has its length in front.
    void beginUnit() {
        unitStart = trail.end();
        append(length.before(unitStart));
    }

    /// A unit begins that has its length inside, or none.
    void beginPlain() {
        unitStart = trail.end();
        length.none();
    }

    /// The unit's length belongs here.
    void keepLength() {
        append(length.inside(trail.end()));
    }

    void append(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (overflowed || (trail.isFull() && !extend.getAsBoolean())) {
                overflowed = true;
                bytes.position(bytes.limit());
                return;
            }
            trail.append(bytes);
        }
    }

    void endUnit() {
        if (!overflowed) {
            length.end(trail);
        }
    }

    void dropUnit() {
        rewind.accept(unitStart);
    }

    /// Forgets what there is of the sample.
    void drop() {
        rewind.accept(start);
        lost = overflowed ? lost + 1 : lost;
        overflowed = false;
    }

    /// The sample is whole, and kept: the next one begins.
    void keep() {
        start = trail.end();
        unitStart = start;
    }

    /// Where it begins.
    long start() {
        return start;
    }

    /// Its bytes so far.
    int size() {
        return (int) (trail.end() - start);
    }

    /// How many found no room.
    long lost() {
        return lost;
    }

    /// Whether there was no room for it.
    boolean isOverflowed() {
        return overflowed;
    }
}
