package org.lidless.footage.timeline.alignment;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds how the clocks of two runs relate that had too little in common for [AlignmentFit]: one ended when the other
/// had only just begun. A run begins with a key sample. Where the other run has the very same bytes at that time, they
/// are the same picture: a key sample is large, and noise makes each its own.
///
/// It stands on the same promise, the skew bound E: the two must be within E of each other in site time, and neither
/// run may have those bytes again within 2E. Whatever the two runs have behind it must agree, too.
public final class KeyFit {

    /// Smaller key samples may be a blank or a still picture's.
    public static final int KEY_BYTES_MIN = 256;

    /// Of the samples that must be in both, so many in a hundred must be the same bytes.
    private static final int SAME_PERCENT = 90;

    private final MarkSeries earlier;
    private final MarkSeries later;
    private final long skewMaxUs;

    private KeyFit(MarkSeries earlier, MarkSeries later, long skewMaxUs) {
        this.earlier = earlier;
        this.later = later;
        this.skewMaxUs = skewMaxUs;
    }

    /// @param earlier   the last marks of a run
    /// @param later     the first marks of a run that began when the other was about to end
    /// @param skewMaxUs the bound E that the caller promises, µs
    public static Optional<Alignment> of(Collection<SampleMark> earlier, Collection<SampleMark> later, long skewMaxUs) {
        return earlier.isEmpty() || later.isEmpty()
                ? Optional.empty()
                : new KeyFit(new MarkSeries(earlier, skewMaxUs), new MarkSeries(later, skewMaxUs), skewMaxUs).fit();
    }

    private Optional<Alignment> fit() {
        SampleMark key = firstKey();
        if (key == null || key.size() < KEY_BYTES_MIN) {
            return Optional.empty();
        }
        SampleMark partner = only(earlier, key);
        if (partner == null || !key.equals(only(later, partner))) {
            return Optional.empty();
        }
        long ticks = key.presentationTicks() - partner.presentationTicks();
        return agreeing(partner, ticks)
                .map(samples -> Alignment.between(
                        partner.run(),
                        key.run(),
                        ticks,
                        key.timeUs() - partner.timeUs(),
                        samples,
                        AlignmentKind.SAME_BYTES));
    }

    private @Nullable SampleMark firstKey() {
        for (int i = 0; i < later.size(); i++) {
            if (later.at(i).key()) {
                return later.at(i);
            }
        }
        return null;
    }

    /// The one sample of a run with the same bytes that is near enough in time; null when there is none or another.
    private @Nullable SampleMark only(MarkSeries run, SampleMark wanted) {
        SampleMark found = null;
        for (int i = 0; i < run.size(); i++) {
            SampleMark mark = run.at(i);
            long apartUs = Math.abs(mark.timeUs() - wanted.timeUs());
            if (mark.hash() == wanted.hash() && apartUs <= 2 * skewMaxUs) {
                if (found != null || apartUs > skewMaxUs || !mark.key() || mark.size() != wanted.size()) {
                    return null;
                }
                found = mark;
            }
        }
        return found;
    }

    /// How many samples are the same from the partner on; empty when too many are not.
    private Optional<Integer> agreeing(SampleMark partner, long ticks) {
        Positions positions = new Positions(later);
        long lastTicks = later.at(later.size() - 1).decodeTicks();
        int expected = 0;
        int same = 0;
        for (int i = 0; i < earlier.size(); i++) {
            SampleMark mark = earlier.at(i);
            if (mark.number() < partner.number() || mark.presentationTicks() + ticks > lastTicks) {
                continue;
            }
            SampleMark there = positions.near(mark.presentationTicks() + ticks);
            expected++;
            same += there != null && there.hash() == mark.hash() ? 1 : 0;
        }
        return same > 0 && same * 100L >= (long) SAME_PERCENT * expected ? Optional.of(same) : Optional.empty();
    }
}
