package org.lidless.footage.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentLearner;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;

/// One stream's shadow duty under one owner and one epoch: decides what of this node's own samples may be
/// forgotten, because the owner has it on disk, and what must be written here, because the owner evidently does
/// not have it. Another owner or epoch is another `Shadowing`, begun at [#firstUncovered] of the one before;
/// the ring's samples from there on (and, when it has them, from the key sample before) are fed to it again.
///
/// - WATCHING → WRITING: the link is suspected ([LinkWatch]); or the ring is half full of what may not be
///   forgotten; or a sample was not covered in time, whatever the reason.
/// - WRITING → WATCHING: the link is well, and the owner's news have reached what is so old that it must have
///   it.
/// - Former owners begin in WRITING, and leave it not before the owner's news have reached the cut, or the cut
///   has not come for [ShadowLimits#CUT_WAIT_US].
///
/// While WATCHING, a stretch that the owner's news have passed is a hole at the owner: it is written, and
/// nothing else.
///
/// Places are the ring's count. All times named `nowUs` are this node's monotonic clock, µs. Pure. One thread.
public final class Shadowing {

    private static final int KEYS_MAX = 1 << 10;

    private final StreamId stream;
    private final NodeId owner;
    private final Epoch epoch;
    private final OptionalLong untilUs;
    private final long begunUs;
    private final boolean owned;
    private final ShadowLimits limits = ShadowLimits.NORMAL;
    private final LinkWatch link;
    private final Coverage coverage;
    private final Passed passed;
    private final TreeSet<Long> keys = new TreeSet<>();
    private final Deque<Arrived> recent = new ArrayDeque<>();
    /// The newest own place that is so old that the owner should have said it has it; -1 when there is none.
    private long due = -1;
    private double uncoveredShare;
    private boolean writing;
    private long released;

    private record Arrived(long place, long atUs) {}

    /// What the writer has to do now.
    public sealed interface Action {

        /// Nothing. A segment that is open is to be sealed.
        record Wait() implements Action {}

        /// Everything before `to` is on the owner's disk, or on this node's; the ring may forget it. A segment
        /// that is open is to be sealed.
        record Release(long to) implements Action {}

        /// Write down what is in the ring: begin with the key sample at or before `from`, or go on with the
        /// open segment when that has got there already, and go on up to `to` (exclusive); `Long.MAX_VALUE`:
        /// with all that comes, until told otherwise. Everything before `from` may be forgotten but for that
        /// key sample's GOP. Asked again, it is the same answer with `from` risen by what [Shadowing#wrote]
        /// told.
        record Write(long from, long to) implements Action {}
    }

    /// Where samples are that were written here.
    public enum Whereabouts {
        /// Not known yet. Ask again.
        OPEN,
        /// The owner has every one of them on its disk: a segment that holds nothing else may be dropped.
        AT_OWNER,
        /// At least one of them is here and not at the owner, for good: keep it, it will be brought home.
        HERE
    }

    private Shadowing(
            StreamId stream, NodeId owner, Epoch epoch, OptionalLong untilUs, boolean owned, long from, long nowUs) {
        this.stream = stream;
        this.owner = owner;
        this.epoch = epoch;
        this.untilUs = untilUs;
        this.begunUs = nowUs;
        this.owned = owned;
        this.writing = owned;
        this.released = from;
        this.link = new LinkWatch(limits, nowUs);
        this.coverage = new Coverage(limits, from);
        this.passed = new Passed(limits.hereUs());
    }

    /// A shadow that did not own the stream before. Tell it next whether the link is up.
    ///
    /// @param from the first place of the ring that matters: what is before it is safe already
    public static Shadowing begun(StreamId stream, NodeId owner, Epoch epoch, long from, long nowUs) {
        return new Shadowing(stream, owner, epoch, OptionalLong.empty(), false, from, nowUs);
    }

    /// A shadow that owned the stream until now (RECORD→SHADOW): it goes on writing until the new owner has
    /// everything up to the cut and to its own newest samples of [ShadowLimits#settledUs] ago. Tell it next
    /// whether the link is up.
    ///
    /// @param cutUs from where on the new owner owns, site time as this node stamps it, µs; empty when none was
    ///              agreed
    /// @param from  the first place that this node has not made durable as owner
    public static Shadowing afterOwning(
            StreamId stream, NodeId owner, Epoch epoch, OptionalLong cutUs, long from, long nowUs) {
        return new Shadowing(stream, owner, epoch, cutUs, true, from, nowUs);
    }

    /// The next own sample, in the order of places, runs one after another. One before the first place that
    /// matters is welcome: it helps to learn the alignment.
    ///
    /// @param arrivalUs when it arrived, monotonic µs
    public void own(long place, SampleMark mark, long arrivalUs) {
        if (mark.key()) {
            keys.add(place);
            if (keys.size() > KEYS_MAX) {
                keys.pollFirst();
            }
        }
        if (place >= released) {
            recent.addLast(new Arrived(place, arrivalUs));
            if (recent.size() > ShadowLimits.RECENT_MAX) {
                due = recent.removeFirst().place();
            }
        }
        coverage.own(new OwnSamples.Own(place, mark, arrivalUs));
    }

    /// The ring has lost everything before this place, covered or not.
    public void gone(long before) {
        coverage.gone(before);
        keys.headSet(before).clear();
    }

    /// Own samples became durable here, written on behalf of [Action.Write].
    public void wrote(long from, long to) {
        coverage.wrote(from, to);
    }

    /// How much of the stream's share of the ring is taken by samples that may not be forgotten: 0 to 1 or
    /// above.
    public void pressed(double share) {
        uncoveredShare = share;
    }

    /// The link to the owner came up, or closed.
    public void link(boolean connected, long nowUs) {
        link.link(connected, nowUs);
    }

    /// The owner said what became durable, in this node's site time. Of another writer or an older epoch:
    /// ignored.
    public void watermark(Watermark news, long nowUs) {
        if (!news.stream().equals(stream)
                || !news.writer().equals(owner)
                || news.epoch().isBefore(epoch)) {
            return;
        }
        link.heard(nowUs);
        coverage.owner(news.durable());
        passed.reached(coverage.reached(), nowUs);
    }

    /// What to do now. To be asked at least each 200 ms; a longer silence is taken for a pause of this process.
    public Action action(long nowUs) {
        link.pass(nowUs);
        age(nowUs);
        long first = coverage.firstUnsafe();
        if (writing) {
            writing = isAlarmed(first, nowUs) || !hasCaughtUp(nowUs);
        } else {
            writing = isAlarmed(first, nowUs) || isOverdue(first, nowUs);
        }
        if (writing) {
            return new Action.Write(first, Long.MAX_VALUE);
        }
        long hole = passed.before(nowUs, limits.patienceUs());
        if (first < hole) {
            return new Action.Write(first, endOfHoles(first, hole));
        }
        if (first > released) {
            released = first;
            forgetKeysBefore(first);
            return new Action.Release(first);
        }
        return new Action.Wait();
    }

    /// The first place whose sample is neither at the owner nor written here: where a takeover goes on.
    public long firstUncovered() {
        return coverage.firstUnsafe();
    }

    /// Whether this node could take the stream now without losing a sample: the owner is heard, the alignment
    /// is settled, everything older than [ShadowLimits#settledUs] is covered, own samples arrive, and a key
    /// sample is kept from which the rest can be written.
    public boolean isReady(long nowUs) {
        age(nowUs);
        long first = coverage.firstUnsafe();
        return link.isUp()
                && !link.isSuspected(nowUs)
                && coverage.isSettled()
                && hasCaughtUp(nowUs)
                && first > due
                && coverage.aheadUs() <= 2 * AlignmentLearner.SKEW_MAX_US
                && keys.floor(first) != null;
    }

    /// How the present runs of the two relate; empty when not known.
    public Optional<Alignment> alignment() {
        return coverage.alignment();
    }

    /// All alignments learnt under this duty, in the order of learning, each pair of runs once, the newest
    /// answer; at most [ShadowLimits#PAIRS_MAX]. Worth storing once either run has been written down.
    public List<Alignment> learnt() {
        return coverage.learnt();
    }

    /// Where the samples from one place to another (exclusive) are, that were written here.
    public Whereabouts whereabouts(long from, long to) {
        if (coverage.covers(from, to)) {
            return Whereabouts.AT_OWNER;
        }
        return coverage.isOpen(from, to) ? Whereabouts.OPEN : Whereabouts.HERE;
    }

    private void age(long nowUs) {
        while (!recent.isEmpty() && recent.getFirst().atUs() <= nowUs - limits.settledUs()) {
            due = recent.removeFirst().place();
        }
        long longPassed = passed.before(nowUs, limits.hereUs());
        if (longPassed > 0) {
            coverage.settle(longPassed);
        }
    }

    private boolean isAlarmed(long first, long nowUs) {
        return link.isSuspected(nowUs) || (uncoveredShare >= ShadowLimits.UNCOVERED_MAX && first < coverage.end());
    }

    private boolean isOverdue(long first, long nowUs) {
        if (first >= coverage.end()) {
            return false;
        }
        OwnSamples.Own oldest = coverage.inMemory(first);
        return oldest == null || nowUs - oldest.arrivalUs() >= limits.overdueUs();
    }

    /// Whether the owner's news have reached what it must have by now.
    private boolean hasCaughtUp(long nowUs) {
        return coverage.reached() >= (owned ? Math.max(0, due) : due) && isPastCut(nowUs);
    }

    /// A cut that does not come was agreed in the time of a clock that has been set back since.
    private boolean isPastCut(long nowUs) {
        return untilUs.isEmpty()
                || coverage.reachedUs() >= untilUs.getAsLong()
                || nowUs - begunUs >= ShadowLimits.CUT_WAIT_US;
    }

    /// Where the last of the stretches ends that lie before this place and are neither covered nor written.
    private long endOfHoles(long from, long before) {
        long end = from;
        for (long at = from; at < before; at = coverage.unsafeFrom(end)) {
            end = Math.min(before, coverage.safeAfter(at));
        }
        return end;
    }

    private void forgetKeysBefore(long place) {
        Long kept = keys.floor(place);
        if (kept != null) {
            keys.headSet(kept).clear();
        }
    }
}
