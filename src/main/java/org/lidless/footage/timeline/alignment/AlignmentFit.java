package org.lidless.footage.timeline.alignment;

import java.util.Collection;

/// Finds how two runs' clocks relate, from their marks. A function: the same marks, in any order, and the two runs
/// exchanged, give the same answer.
///
/// It rests on one promise of the caller, the *skew bound* E: one camera frame's site times in the two runs differ by
/// no more than E (clocks' error plus difference of delivery). From that follows what counts as evidence, a pair
/// (a, b) of equal hash:
///
/// 1. their site times differ by at most E;
/// 2. a's hash occurs once within 2E in its run, and b's in its own;
/// 3. round a's time the other run was surely receiving, and the reverse.
///
/// Were b another frame than a, then a's true partner would have been received too (3), would lie within 2E of b (1,
/// and the promise), and would have b's hash: against 2. So a false pair needs both true partners lost, and a looping
/// or still picture whose period is under 2E gives no evidence instead of a wrong one. Pairs that agree on one offset
/// are counted; the offset stands when [#VERIFIED_MIN] distinct samples say so and next to none say otherwise.
///
/// Without equal hashes the times alone may tell: when the camera's clock is irregular, one shift makes the samples
/// coincide and no other does. A camera with even steps looks the same shifted by any number of frames, and is
/// answered `PER_SESSION`.
public final class AlignmentFit {

    /// Samples that must agree on an offset.
    public static final int VERIFIED_MIN = 25;
    /// Different hashes that must be among them.
    public static final int HASHES_MIN = 8;
    /// Samples of each run, received while the other was, before the hashes are said to differ.
    public static final int COMPARED_MIN = 50;

    /// Pairs in a hundred that may disagree with the offset.
    private static final int DISSENT_PERCENT = 10;
    /// Of the samples that coincide, so many in a hundred must have the same hash to be the same bytes.
    private static final int SAME_PERCENT = 90;
    /// With fewer equal hashes in a hundred samples than this, the two are encodings of their own.
    private static final int FOREIGN_PERCENT = 10;

    private final long skewMaxUs;
    private final MarkSeries a;
    private final MarkSeries b;

    private AlignmentFit(MarkSeries a, MarkSeries b, long skewMaxUs) {
        this.a = a;
        this.b = b;
        this.skewMaxUs = skewMaxUs;
    }

    /// @param one       marks of one run, in any order, each number once
    /// @param other     marks of another run
    /// @param skewMaxUs the bound E that the caller promises, µs
    public static Fit of(Collection<SampleMark> one, Collection<SampleMark> other, long skewMaxUs) {
        if (one.isEmpty() || other.isEmpty()) {
            return new Fit.Unknown(Fit.Reason.TOO_FEW);
        }
        var first = new MarkSeries(one, skewMaxUs);
        var second = new MarkSeries(other, skewMaxUs);
        boolean inOrder = first.at(0).run().compareTo(second.at(0).run()) < 0;
        return new AlignmentFit(inOrder ? first : second, inOrder ? second : first, skewMaxUs).fit();
    }

    private Fit fit() {
        var evidence = new Evidence(a, b, skewMaxUs);
        Evidence.Offset best = evidence.best();
        if (best.samples() >= VERIFIED_MIN
                && best.hashes() >= HASHES_MIN
                && (evidence.pairs() - best.samples()) * 100L <= (long) DISSENT_PERCENT * evidence.pairs()
                && best.skewSpreadUs() <= skewMaxUs) {
            return aligned(best.ticks(), best.skewUs(), best.samples(), kindAt(best.ticks()));
        }
        int compared = Math.min(soundSamples(a, b), soundSamples(b, a));
        if (evidence.common() * 100L >= (long) FOREIGN_PERCENT * Math.min(a.size(), b.size())) {
            return new Fit.Unknown(whyNot(evidence, compared));
        }
        return compared < COMPARED_MIN ? new Fit.Unknown(Fit.Reason.TOO_FEW) : byTimes(compared);
    }

    private Fit.Reason whyNot(Evidence evidence, int compared) {
        if (evidence.repeated() * 2 > evidence.common() || evidence.pairs() >= VERIFIED_MIN) {
            return Fit.Reason.AMBIGUOUS;
        }
        return compared >= COMPARED_MIN && evidence.near() == 0 ? Fit.Reason.OUTSIDE_BOUND : Fit.Reason.TOO_FEW;
    }

    private AlignmentKind kindAt(long tickOffset) {
        var positions = new Positions(b);
        int met = 0;
        int same = 0;
        for (int i = 0; i < a.size(); i++) {
            SampleMark partner = positions.near(a.at(i).presentationTicks() + tickOffset);
            if (partner != null) {
                met++;
                same += partner.hash() == a.at(i).hash() ? 1 : 0;
            }
        }
        return same * 100L >= (long) SAME_PERCENT * met ? AlignmentKind.SAME_BYTES : AlignmentKind.SAME_TIMES;
    }

    private Fit byTimes(int compared) {
        TimeEvidence.Offset found = TimeEvidence.search(a, b, skewMaxUs);
        return found.unique()
                ? aligned(found.ticks(), found.skewUs(), found.samples(), AlignmentKind.SAME_TIMES)
                : aligned(0, 0, compared, AlignmentKind.PER_SESSION);
    }

    private Fit aligned(long ticks, long skewUs, int samples, AlignmentKind kind) {
        return new Fit.Aligned(new Alignment(a.at(0).run(), b.at(0).run(), ticks, skewUs, samples, kind));
    }

    /// Samples of one run that the other must have received as well.
    private int soundSamples(MarkSeries of, MarkSeries other) {
        int count = 0;
        for (int i = 0; i < of.size(); i++) {
            long timeUs = of.at(i).decodeUs();
            count += other.soundBetween(timeUs - skewMaxUs, timeUs + skewMaxUs) ? 1 : 0;
        }
        return count;
    }
}
