package org.lidless.footage.recording;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;

/// One stream's shadow duty under one owner and one epoch: decides what of this node's own samples may be forgotten,
/// because the owner has it on disk, and what must be written here, because the owner evidently does not have it.
/// Another owner or epoch is another `Shadowing`, begun at [#firstUncovered] of the one before; the ring's samples from
/// there on (and, when it has them, from the key sample before) are fed to it again.
///
/// Places are the ring's count. All times named `nowUs` are this node's monotonic clock, µs. Pure. One thread.
public final class Shadowing {

    /// What the writer has to do now.
    public sealed interface Action {

        /// Nothing. A segment that is open is to be sealed.
        record Wait() implements Action {}

        /// Everything before `to` is on the owner's disk, or on this node's; the ring may forget it. A segment that is
        /// open is to be sealed.
        record Release(long to) implements Action {}

        /// Write down what is in the ring: begin with the key sample at or before `from`, or go on with the open
        /// segment when that has got there already, and go on up to `to` (exclusive); `Long.MAX_VALUE`: with all that
        /// comes, until told otherwise. Everything before `from` may be forgotten but for that key sample's GOP. Asked
        /// again, it is the same answer with `from` risen by what [Shadowing#wrote] told.
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

    private Shadowing(OptionalLong writingUntilUs) {}

    /// A shadow that did not own the stream before.
    ///
    /// @param from the first place of the ring that matters: what is before it is safe already
    public static Shadowing begun(StreamId stream, NodeId owner, Epoch epoch, long from, long nowUs) {
        return new Shadowing(OptionalLong.empty());
    }

    /// A shadow that owned the stream until now (RECORD→SHADOW): it goes on writing until the new owner has everything
    /// up to the cut and to its own newest samples of [ShadowLimits#settledUs] ago.
    ///
    /// @param cutUs from where on the new owner owns, site time as this node stamps it, µs; empty when none was agreed
    /// @param from  the first place that this node has not made durable as owner
    public static Shadowing afterOwning(
            StreamId stream, NodeId owner, Epoch epoch, OptionalLong cutUs, long from, long nowUs) {
        return new Shadowing(cutUs);
    }

    /// The next own sample, in the order of places, runs one after another. One before the first place that matters
    /// is welcome: it helps to learn the alignment.
    ///
    /// @param arrivalUs when it arrived, monotonic µs
    public void own(long place, SampleMark mark, long arrivalUs) {}

    /// The ring has lost everything before this place, covered or not.
    public void gone(long before) {}

    /// Own samples became durable here, written on behalf of [Action.Write].
    public void wrote(long from, long to) {}

    /// How much of the stream's share of the ring is taken by samples that may not be forgotten: 0 to 1 or above.
    public void pressed(double uncoveredShare) {}

    /// The link to the owner came up, or closed.
    public void link(boolean connected, long nowUs) {}

    /// The owner said what became durable, in this node's site time. Of another writer or an older epoch: ignored.
    public void watermark(Watermark news, long nowUs) {}

    /// What to do now. To be asked at least each 200 ms; a longer silence is taken for a pause of this process.
    public Action action(long nowUs) {
        return new Action.Wait();
    }

    /// The first place whose sample is neither at the owner nor written here: where a takeover goes on.
    public long firstUncovered() {
        return 0;
    }

    /// Whether this node could take the stream now without losing a sample: the owner is heard, the alignment is
    /// settled, everything older than [ShadowLimits#settledUs] is covered, own samples arrive, and a key sample is kept
    /// from which the rest can be written.
    public boolean isReady(long nowUs) {
        return false;
    }

    /// How the present runs of the two relate; empty when not known.
    public Optional<Alignment> alignment() {
        return Optional.empty();
    }

    /// All alignments learnt under this duty, in the order of learning, each pair of runs once, the newest answer; at
    /// most [ShadowLimits#PAIRS_MAX]. Worth storing once either run has been written down.
    public List<Alignment> learnt() {
        return List.of();
    }

    /// Where the samples from one place to another (exclusive) are, that were written here.
    public Whereabouts whereabouts(long from, long to) {
        return Whereabouts.OPEN;
    }
}
