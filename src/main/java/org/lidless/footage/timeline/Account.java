package org.lidless.footage.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.timeline.Item.AwayItem;
import org.lidless.footage.timeline.Item.MissingItem;
import org.lidless.footage.timeline.Item.SampleItem;
import org.lidless.footage.timeline.PassageReading.Placed;
import org.lidless.footage.timeline.StrandReading.Fetched;
import org.lidless.footage.timeline.StrandReading.Unread;
import org.lidless.footage.timeline.splice.Spliced;

/// Makes items of samples in their order, and says before each what is missing there. It begins with a key sample. One
/// thread.
final class Account {

    /// A camera's picture that a network lost is shown all the same, with faults up to the next key sample. So is what
    /// follows a hole of the same camera log up to this length, µs.
    private static final long LOST_MAX_US = 1_000_000;

    /// Before the first sample and behind the last one so much may be explained by the order of showing, µs.
    private static final long EDGE_US = 100_000;

    private final Deque<Item> ready = new ArrayDeque<>();
    private TimeSpan span;
    private Absence absence;

    private boolean isAwaitingKey = true;
    private boolean isOneLost;
    private @Nullable Placed last;
    private final Covered covered = new Covered();
    private final List<Stretch.Missing> unread = new ArrayList<>();
    private GapCause lastUnread = GapCause.SEGMENT_DAMAGED;
    private final List<Stretch.Away> away = new ArrayList<>();

    /// @param span what is missing outside of it is not said
    Account(TimeSpan span, Absence absence) {
        this.span = span;
        this.absence = absence;
    }

    /// What is missing before a moment is not said.
    void beginAt(long fromUs) {
        span = new TimeSpan(fromUs, Math.max(fromUs, span.toUs()));
    }

    /// It is not known whether the next sample follows the last one.
    void interrupt() {
        isOneLost = true;
    }

    /// What is known of gaps has changed.
    void knows(Absence newer) {
        absence = newer;
    }

    /// The next item that is ready; empty when the next sample is due.
    Optional<Item> poll() {
        return Optional.ofNullable(ready.poll());
    }

    boolean isReady() {
        return !ready.isEmpty();
    }

    /// The sample that was brought last; absent before the first one.
    @Nullable
    Placed last() {
        return last;
    }

    /// Nothing comes any more: says what is missing up to the end.
    void end() {
        tell(last == null ? span.fromUs() : covered.endUs(false), span.toUs(), EDGE_US);
    }

    /// Brings the next sample; answers whether it can be shown.
    boolean bring(Placed next) {
        long number = next.mark().number();
        if (isAwaitingKey && !next.mark().key()) {
            // What this one needs was in something unreadable.
            unread.add(new Stretch.Missing(shown(next), lastUnread));
            return false;
        }
        Optional<Fetched> found = next.reading().fetch(number);
        if (found.isEmpty()) {
            note(List.of(next.reading().unreadAt(number, shown(next))));
            isOneLost = true;
            return false;
        }
        Sample sample = found.get().sample();
        boolean follows = tellBefore(next, sample);
        ready.add(new SampleItem(
                onAxis(sample, next.toAxis()),
                found.get().bytes(),
                found.get().parameters(),
                next.run(),
                next.reading().chain().writer(),
                next.axis(),
                follows));
        covered.add(sample, next.run(), follows);
        last = next;
        isAwaitingKey = false;
        isOneLost = false;
        return true;
    }

    static TimeSpan shown(Placed placed) {
        long fromUs = placed.mark().timeUs();
        return new TimeSpan(
                fromUs, fromUs + placed.reading().durationUs(placed.mark().number()));
    }

    /// Whether something is missing before the next sample.
    boolean isHoleBefore(Placed next) {
        return isOneLost || next.opens() || next.spliced().missing().isPresent();
    }

    /// Says what is missing before a sample; answers whether a decoder may go on with it.
    private boolean tellBefore(Placed next, Sample sample) {
        Placed before = last;
        if (before == null) {
            tell(span.fromUs(), sample.timeUs(), EDGE_US);
            return false;
        }
        boolean isNumbered = next.run().equals(before.run())
                && sample.number() == before.mark().number() + 1;
        if (isHoleBefore(next)) {
            boolean isLeap = isNumbered && !isOneLost;
            long fromUs = covered.endUs(isLeap);
            long toUs = Math.max(sample.timeUs(), fromUs + leastUs(next));
            boolean isNowhere = tell(fromUs, toUs, Absence.HOLE_MIN_US);
            boolean isSameLog = !isOneLost
                    && !next.opens()
                    && next.axis().equals(before.axis())
                    && next.spliced().seam() != Spliced.Seam.OTHER_BYTES;
            return isLeap || (isSameLog && isNowhere && toUs - fromUs <= LOST_MAX_US);
        }
        forget(sample.timeUs());
        return isNumbered || next.spliced().seam() != Spliced.Seam.OTHER_BYTES;
    }

    /// How much is missing at least before a sample, µs: what would have been shown after it, or the difference of two
    /// recorders' clocks, may leave no room between the times of showing.
    private long leastUs(Placed next) {
        return next.spliced()
                .missing()
                .map(hole -> hole.span().durationUs() - covered.usualUs())
                .orElse(0L);
    }

    /// @return whether nobody has it, not even damaged
    private boolean tell(long fromUs, long toUs, long unknownMinUs) {
        boolean isNowhere = true;
        TimeSpan hole = new TimeSpan(Math.min(fromUs, toUs), toUs).within(span);
        for (Stretch stretch : absence.of(hole, away, unread, unknownMinUs)) {
            switch (stretch) {
                case Stretch.Have have -> throw new IllegalStateException("a hole that is held: " + have);
                case Stretch.Away gone -> {
                    ready.add(new AwayItem(gone.span(), gone.recorder(), gone.holder()));
                    isNowhere = false;
                }
                case Stretch.Missing gap -> {
                    ready.add(new MissingItem(gap.span(), gap.cause()));
                    isNowhere &= gap.cause() != GapCause.SEGMENT_DAMAGED && gap.cause() != GapCause.EXPIRED;
                }
            }
        }
        forget(toUs);
        return isNowhere;
    }

    private void forget(long beforeUs) {
        unread.removeIf(each -> each.span().toUs() <= beforeUs);
        away.removeIf(each -> each.span().toUs() <= beforeUs);
    }

    /// Takes down what could not be read.
    void note(List<Unread> stretches) {
        for (Unread each : stretches) {
            if (each.source().isGone()) {
                unreadFor(each.span(), GapCause.EXPIRED);
            } else if (each.isAway()) {
                SampleSource source = each.source();
                away.add(new Stretch.Away(
                        each.span(), source.node(), source.awayAt().orElse(source.holder())));
            } else {
                unreadFor(each.span(), GapCause.SEGMENT_DAMAGED);
            }
        }
    }

    private void unreadFor(TimeSpan span, GapCause why) {
        unread.add(new Stretch.Missing(span, why));
        lastUnread = why;
    }

    private static Sample onAxis(Sample sample, long toAxis) {
        return toAxis == 0 ? sample : sample.at(sample.decodeTicks() + toAxis, sample.presentationTicks() + toAxis);
    }
}
