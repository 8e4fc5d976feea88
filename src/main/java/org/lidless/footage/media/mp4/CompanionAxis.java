package org.lidless.footage.media.mp4;

import java.util.ArrayDeque;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;

/// Where the frames of a companion lie on its track: one behind the other without a seam as long as their times agree
/// with that, so that sound stays sound; where they do not, at their times. A frame that begins more than half its
/// length before the end of the one before was there already: from another recorder's copy, or because the camera's
/// clock for sound runs fast; it is left out, and so is one that lies before the movie. Documents, which have no
/// length, were there already when the same one lies beside them. One thread.
public final class CompanionAxis {

    /// Left out.
    public static final long TWICE = -1;

    private static final long US_PER_SECOND = 1_000_000;
    private static final int SEAM_DIVISOR = 10;
    /// Documents that are remembered, to know one again.
    private static final int DOCUMENTS_MAX = 16;

    /// A document that was placed.
    private record Placed(long begin, int hash) {}

    private final int rate;
    private final ArrayDeque<Placed> documents = new ArrayDeque<>();
    private long end = Long.MIN_VALUE;

    public CompanionAxis(Companion of) {
        rate = of.rate();
    }

    /// Where a frame begins, in its track's ticks, or [#TWICE].
    ///
    /// @param sample what it goes with, placed on the movie's axis
    public long place(CompanionFrame frame, Sample sample) {
        long shownUs = sample.presentationTicks() * 100 / 9 + frame.timeUs() - sample.timeUs();
        long wanted = Math.floorDiv(shownUs * rate, US_PER_SECOND);
        if (wanted < -frame.ticks() / 2) {
            return TWICE;
        }
        long begin =
                frame.ticks() > 0 ? sound(Math.max(0, wanted), frame.ticks()) : document(Math.max(0, wanted), frame);
        if (begin != TWICE) {
            end = begin + Math.max(1, frame.ticks());
        }
        return begin;
    }

    private long sound(long wanted, int ticks) {
        long behind = end == Long.MIN_VALUE ? Long.MAX_VALUE : wanted - end;
        if (behind < -Math.max(ticks / 2, 1)) {
            return TWICE;
        }
        return behind <= rate / SEAM_DIVISOR ? end : wanted;
    }

    private long document(long wanted, CompanionFrame frame) {
        int hash = frame.bytes().hashCode();
        for (Placed each : documents) {
            if (each.hash() == hash && Math.abs(each.begin() - wanted) <= rate / 2) {
                return TWICE;
            }
        }
        long begin = Math.max(end, wanted);
        documents.addLast(new Placed(begin, hash));
        if (documents.size() > DOCUMENTS_MAX) {
            documents.removeFirst();
        }
        return begin;
    }
}
