package org.lidless.footage.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Where nothing is missing in what the owner said it has, as far as that can be told without knowing its
/// samples: its numbers go on one by one, and no two of its samples are further apart than the furthest two of
/// the shadow's own last [#OWN_STEPS], and a quarter. So one lost sample of a steady camera is seen even when
/// the owner never counted it. One thread.
final class Stretches {

    private static final int OWN_STEPS = 64;
    private static final int STRETCHES_MAX = 64;

    private final long[] ownSteps = new long[OWN_STEPS];
    private int ownSeen;
    private @Nullable SampleMark ownLast;
    private final Deque<Stretch> stretches = new ArrayDeque<>();
    private @Nullable SampleMark last;

    /// From one time to another, site time of decoding, µs.
    record Stretch(RunId run, long fromUs, long toUs) {}

    /// An own sample, in order.
    void own(SampleMark mark) {
        if (ownLast != null && ownLast.run().equals(mark.run())) {
            ownSteps[ownSeen % OWN_STEPS] = mark.decodeTicks() - ownLast.decodeTicks();
            ownSeen++;
        }
        ownLast = mark;
    }

    /// A mark of the owner; one that comes again changes nothing.
    void owner(SampleMark mark) {
        SampleMark before = last != null && last.run().equals(mark.run()) ? last : null;
        if (before != null && mark.number() <= before.number()) {
            return;
        }
        last = mark;
        Stretch open = stretches.peekLast();
        if (open != null && before != null && goesOn(before, mark)) {
            stretches.removeLast();
            stretches.addLast(new Stretch(mark.run(), open.fromUs(), mark.decodeUs()));
        } else {
            stretches.addLast(new Stretch(mark.run(), mark.decodeUs(), mark.decodeUs()));
        }
        if (stretches.size() > STRETCHES_MAX) {
            stretches.removeFirst();
        }
    }

    /// The last ones, oldest first.
    List<Stretch> all() {
        return List.copyOf(stretches);
    }

    private boolean goesOn(SampleMark before, SampleMark mark) {
        long longest = 0;
        for (int each = 0; each < Math.min(ownSeen, OWN_STEPS); each++) {
            longest = Math.max(longest, ownSteps[each]);
        }
        long step = mark.decodeTicks() - before.decodeTicks();
        return mark.number() == before.number() + 1 && 4 * step <= 5 * longest;
    }
}
