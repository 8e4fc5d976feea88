package org.lidless.footage.playback.live;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A place in a recorder's ring at which a log is read now. Guarded by the log.
final class Following {

    private static final long ANY = -1;

    private final NodeId recorder;
    private final int id;
    private final boolean mayBreak;
    private final Deque<SampleMark> known = new ArrayDeque<>();
    private long expected;
    private @Nullable SampleMark before;
    private boolean awaitsKey;
    private boolean hasSkipped;

    /// What the next sample is.
    enum Next {
        /// It goes on behind the one before.
        GOES_ON,
        /// It begins anew; what is before it in the log is not known to adjoin.
        BEGINS,
        /// It was brought already, or no decoder could begin with it.
        PASSED,
        /// The recorder has another ring than before, or another copy than was thought.
        LOST
    }

    /// From the newest key sample on.
    Following(NodeId recorder, int id) {
        this.recorder = recorder;
        this.id = id;
        this.expected = ANY;
        this.awaitsKey = true;
        this.mayBreak = false;
    }

    /// @param brought  what was brought last, in order
    /// @param mayBreak whether it is known already that something is missing there, which nobody else has
    Following(NodeId recorder, int id, Continuation from, Collection<SampleMark> brought, boolean mayBreak) {
        this.recorder = recorder;
        this.id = id;
        this.expected = from.place();
        this.before = from.match();
        this.awaitsKey = from.match() == null;
        this.mayBreak = mayBreak;
        brought.stream().skip(Math.max(0, brought.size() - from.known())).forEach(known::addLast);
    }

    NodeId recorder() {
        return recorder;
    }

    int id() {
        return id;
    }

    /// Whether a hole in this ring is to be taken as it is.
    boolean mayBreak() {
        return mayBreak;
    }

    /// The sample before the one that comes, as this ring has it; absent where it does not go on.
    @Nullable
    SampleMark before() {
        return before;
    }

    /// Samples that the ring has forgotten before this one could be read.
    long passedOver(RingSample sample) {
        return expected == ANY ? 0 : Math.max(0, sample.place() - expected);
    }

    /// Whether the ring has forgotten samples before they could be read: they are in the archive.
    boolean hasSkipped() {
        return hasSkipped;
    }

    /// Takes the next sample.
    Next take(RingSample sample) {
        if (expected != ANY && sample.place() < expected) {
            return Next.LOST;
        }
        if (passedOver(sample) > 0) {
            awaitsKey = true;
            hasSkipped = true;
            known.clear();
        }
        expected = sample.place() + 1;
        SampleMark brought = known.pollFirst();
        if (brought != null) {
            before = sample.mark();
            return brought.hash() == sample.mark().hash() ? Next.PASSED : Next.LOST;
        }
        boolean isOtherRun =
                before != null && !before.run().equals(sample.mark().run());
        if (awaitsKey || isOtherRun) {
            awaitsKey = !sample.mark().key();
            return awaitsKey ? Next.PASSED : Next.BEGINS;
        }
        return Next.GOES_ON;
    }

    /// It was brought.
    void brought(RingSample sample) {
        before = sample.mark();
        hasSkipped = false;
    }
}
