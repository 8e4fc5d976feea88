package org.lidless.footage.timeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.PassageReading.Placed;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.splice.Spliced;
import org.lidless.world.Clock;

/// Reads a stream at its tail, over all copies as they grow, here and at other recorders, across a takeover and a hand
/// back: each sample once, in order.
///
/// Where samples are missing it waits, because another recorder may just be writing them down: up to [#HOLE_WAIT_US].
/// Then it says what is missing or away and goes on; what is found of that later is only brought by reading the span
/// again. Each look begins with a look at the index; memory is what the splice looks ahead. One thread.
public final class LiveReader implements AutoCloseable {

    /// What one recorder has missed, another writes down within about three seconds.
    static final long HOLE_WAIT_US = 5_000_000;

    /// All that may be missing is known to be: whatever lies between two samples.
    static final TimeSpan EVER = new TimeSpan(0, Long.MAX_VALUE);

    /// Samples brought last that are known again, in whatever order another copy has them.
    private static final int BROUGHT_MAX = 64;

    private final Survey survey;
    private final Clock clock;
    private final long fromUs;
    private final Account account;
    private final Deque<SampleMark> brought = new ArrayDeque<>();
    private @Nullable TailScan scan;
    private boolean isFirstOfScan;
    private long waitingSinceUs = -1;

    /// Looks at what there is now.
    interface Survey {

        /// @param sinceUs what ends earlier is not wanted
        Seen look(long sinceUs);

        /// @param copies  what can be read
        /// @param absence what is known of the rest
        record Seen(Copies copies, Absence absence) {}
    }

    /// @param fromUs begins with the key sample at or before
    LiveReader(Survey survey, Clock clock, long fromUs) {
        this.survey = survey;
        this.clock = clock;
        this.fromUs = fromUs;
        this.account = new Account(EVER, new Absence(List.of(), new Causes(List.of(), List.of()), EVER));
    }

    /// The next item, if there is one now. When there is none, ask again later: looking costs a query of the index and
    /// reading the end of what grows.
    public Optional<Item> poll() {
        if (!account.isReady()) {
            advance();
        }
        return account.poll();
    }

    private void advance() {
        TailScan open = scan;
        if (open == null) {
            long sinceUs = brought.isEmpty() ? fromUs : brought.getLast().decodeUs() - TailScan.RESUME_US;
            Survey.Seen seen = survey.look(sinceUs);
            account.knows(seen.absence());
            open = new TailScan(seen.copies(), brought, fromUs);
            scan = open;
            isFirstOfScan = true;
        }
        while (!account.isReady()) {
            Optional<Placed> next = open.next(account);
            if (next.isEmpty() || !isDue(next.get(), open)) {
                close();
                return;
            }
            if (isFirstOfScan && !brought.isEmpty() && !open.isSeamless()) {
                account.interrupt();
            }
            isFirstOfScan = false;
            waitingSinceUs = -1;
            bring(next.get());
        }
    }

    /// Whether nothing can come before it any more.
    private boolean isDue(Placed next, TailScan open) {
        boolean isNext = !isFirstOfScan || brought.isEmpty() || open.isSeamless();
        boolean isHole = !brought.isEmpty()
                && (!isNext || account.isHoleBefore(next) || next.spliced().seam() == Spliced.Seam.OTHER_BYTES);
        if (!isHole) {
            return true;
        }
        long nowUs = clock.elapsedUs();
        if (waitingSinceUs < 0) {
            waitingSinceUs = nowUs;
        }
        return nowUs - waitingSinceUs >= HOLE_WAIT_US;
    }

    private void bring(Placed next) {
        if (account.last() == null) {
            if (!next.mark().key()) {
                return;
            }
            account.beginAt(next.mark().timeUs());
        }
        if (account.bring(next)) {
            brought.addLast(next.mark());
            if (brought.size() > BROUGHT_MAX) {
                brought.removeFirst();
            }
        }
    }

    @Override
    public void close() {
        TailScan open = scan;
        scan = null;
        if (open != null) {
            open.close();
        }
    }
}
