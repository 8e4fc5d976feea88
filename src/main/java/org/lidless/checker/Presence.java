package org.lidless.checker;

import java.util.ArrayList;
import java.util.List;
import org.lidless.checker.Alignment.Seen;
import org.lidless.domain.TimeSpan;

/// Which of a window's frames are there, and for each that is not, whether a stored gap speaks of it. Pure.
///
/// Gaps are in site time, capture times in the camera's; the difference between the two is learnt from the archived
/// frames on both sides of what is missing, because each run of a recorder has its own.
///
/// @param sent          offered to somebody
/// @param archived      of these, in the export
/// @param lost          of these, nowhere
/// @param inGap         of these, inside a gap
/// @param cameraDropped not offered because a queue was full
/// @param neverOffered  made while nobody listened
record Presence(
        long sent,
        long archived,
        List<MissingFrames> lost,
        List<MissingFrames> inGap,
        long cameraDropped,
        long neverOffered) {

    static Presence of(CheckOrder order, List<LedgerFrame> frames, int[] sampleOf, List<Seen> seen) {
        long[] after = skewsAfter(order, frames, sampleOf, seen);
        long sent = 0;
        long archived = 0;
        long cameraDropped = 0;
        long neverOffered = 0;
        var lost = new Runs();
        var inGap = new Runs();
        long before = Long.MIN_VALUE;
        for (int place = 0; place < sampleOf.length; place++) {
            LedgerFrame frame = frames.get(place);
            boolean there = sampleOf[place] != Alignment.NOBODY;
            if (there) {
                before = skewUs(order, frame, seen.get(sampleOf[place]));
            }
            if (!order.window().contains(frame.capturedUs())) {
                continue;
            }
            if (!frame.offered()) {
                cameraDropped += frame.dropped() ? 1 : 0;
                neverOffered += frame.dropped() ? 0 : 1;
                continue;
            }
            sent++;
            boolean excused = false;
            if (there) {
                archived++;
            } else {
                long left = before == Long.MIN_VALUE ? after[place] : before;
                long right = after[place] == Long.MIN_VALUE ? before : after[place];
                excused = isInGap(order, frame, left) || isInGap(order, frame, right);
            }
            lost.next(frame, !there && !excused);
            inGap.next(frame, !there && excused);
        }
        return new Presence(sent, archived, lost.all, inGap.all, cameraDropped, neverOffered);
    }

    /// For each frame the skew of the next one that is archived.
    private static long[] skewsAfter(CheckOrder order, List<LedgerFrame> frames, int[] sampleOf, List<Seen> seen) {
        long[] after = new long[sampleOf.length];
        long skew = Long.MIN_VALUE;
        for (int place = sampleOf.length - 1; place >= 0; place--) {
            if (sampleOf[place] != Alignment.NOBODY) {
                skew = skewUs(order, frames.get(place), seen.get(sampleOf[place]));
            }
            after[place] = skew;
        }
        return after;
    }

    /// Site time less the camera's, as one archived frame shows it.
    private static long skewUs(CheckOrder order, LedgerFrame frame, Seen sample) {
        return order.exportStartUs().isPresent()
                ? order.exportStartUs().getAsLong() + sample.showUs() - frame.capturedUs()
                : 0;
    }

    private static boolean isInGap(CheckOrder order, LedgerFrame frame, long skewUs) {
        long atUs = frame.capturedUs() + (skewUs == Long.MIN_VALUE ? 0 : skewUs);
        for (TimeSpan gap : order.gaps()) {
            if (gap.fromUs() - order.gapSlackUs() <= atUs && atUs < gap.toUs() + order.gapSlackUs()) {
                return true;
            }
        }
        return false;
    }

    /// Gathers frames that follow one another.
    private static final class Runs {

        private final List<MissingFrames> all = new ArrayList<>();
        private boolean open;

        void next(LedgerFrame frame, boolean missing) {
            if (missing && open) {
                MissingFrames run = all.removeLast();
                all.add(new MissingFrames(run.first(), frame, run.count() + 1));
            } else if (missing) {
                all.add(new MissingFrames(frame, frame, 1));
            }
            open = missing;
        }
    }
}
