package org.lidless.footage.timeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.timeline.PassageReading.Placed;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.SampleMark;

/// One look at what there is of a stream behind the samples that were brought already. One thread.
final class TailScan implements AutoCloseable {

    /// So far before the last sample the reading begins, so that it is met again among all copies, µs.
    static final long RESUME_US = 3_000_000;

    /// When it is not met within this, µs, it is gone, and what is decoded later is new.
    private static final long MEET_US = 1_000_000;

    private final Copies copies;
    private final Iterator<Passage> passages;
    private final Deque<SampleMark> brought;
    private final long fromUs;
    private final Shelf shelf = new Shelf();
    private final Deque<Placed> met = new ArrayDeque<>();
    private @Nullable PassageReading passage;
    private boolean isResumed;
    private boolean isSeamless;

    /// @param brought the marks of the samples brought last, in order; empty before the first
    /// @param fromUs  where to begin while there are none: with the key sample at or before
    TailScan(Copies copies, Deque<SampleMark> brought, long fromUs) {
        this.brought = brought;
        this.fromUs = fromUs;
        long sinceUs = brought.isEmpty() ? fromUs : brought.getLast().decodeUs() - RESUME_US;
        this.copies = copies.reachingBeyond(sinceUs);
        this.passages = this.copies.passages().iterator();
    }

    /// The next sample that was not brought yet; empty when there is none now.
    ///
    /// @param account hears what could not be read
    Optional<Placed> next(Account account) {
        if (!isResumed) {
            isResumed = true;
            if (brought.isEmpty()) {
                approach(account);
            } else {
                meet(account, brought.getLast());
            }
        }
        Placed next = met.isEmpty() ? read(account) : met.removeFirst();
        while (next != null && isBrought(next)) {
            next = met.isEmpty() ? read(account) : met.removeFirst();
        }
        return Optional.ofNullable(next);
    }

    /// Whether the first sample that [#next] answered follows the last one brought among all copies: that one was met.
    boolean isSeamless() {
        return isSeamless;
    }

    /// How the runs of the passage at hand relate.
    private @Nullable AlignmentGraph graph() {
        PassageReading open = passage;
        return open == null ? null : open.graph();
    }

    /// Collects the GOP that reaches the beginning.
    private void approach(Account account) {
        Placed next = read(account);
        while (next != null && next.mark().decodeUs() <= fromUs) {
            if (next.mark().key() && next.mark().timeUs() <= fromUs) {
                met.clear();
            }
            if (next.mark().key() || !met.isEmpty()) {
                met.add(next);
            }
            next = read(account);
        }
        if (next != null) {
            met.add(next);
        }
    }

    /// Passes over what was brought: all up to the last one, or, where that is not met, all that is decoded earlier.
    private void meet(Account account, SampleMark last) {
        Placed next = read(account);
        while (next != null && next.mark().decodeUs() <= last.decodeUs() + MEET_US) {
            if (isAt(next, last)) {
                met.clear();
                isSeamless = true;
                return;
            }
            met.add(next);
            next = read(account);
        }
        if (next != null) {
            met.add(next);
        }
        met.removeIf(each -> each.mark().decodeUs() <= last.decodeUs());
    }

    private boolean isBrought(Placed next) {
        for (SampleMark mark : brought) {
            if (isAt(next, mark)) {
                return true;
            }
        }
        return false;
    }

    /// Whether it is the same sample of the camera, in whatever copy.
    private boolean isAt(Placed next, SampleMark mark) {
        if (next.run().equals(mark.run())) {
            return next.mark().number() == mark.number();
        }
        AlignmentGraph known = graph();
        return known != null
                && known.log(next.run()).equals(known.log(mark.run()))
                && Math.abs(known.onAxis(next.run(), next.mark().presentationTicks())
                                - known.onAxis(mark.run(), mark.presentationTicks()))
                        <= Alignment.TOLERANCE_TICKS;
    }

    private @Nullable Placed read(Account account) {
        while (true) {
            PassageReading open = passage;
            if (open == null) {
                if (!passages.hasNext()) {
                    return null;
                }
                open = copies.open(passages.next(), shelf, this::start, Long.MAX_VALUE);
                passage = open;
            }
            Optional<Placed> next = open.next();
            account.note(open.takeUnread());
            if (next.isPresent()) {
                return next.get();
            }
            if (!passages.hasNext()) {
                return null;
            }
            close();
        }
    }

    /// What is of another log than the last sample must not come before it: only one log is read at a time.
    private Start start(Chain chain, AlignmentGraph graph) {
        if (brought.isEmpty()) {
            return Start.atKey(chain, fromUs);
        }
        SampleMark last = brought.getLast();
        boolean isSameLog = graph.log(chain.run()).equals(graph.log(last.run()));
        return Start.at(chain, isSameLog ? last.decodeUs() - RESUME_US : last.decodeUs());
    }

    @Override
    public void close() {
        PassageReading open = passage;
        passage = null;
        if (open != null) {
            open.close();
        }
    }
}
