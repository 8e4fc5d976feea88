package org.lidless.footage.timeline.splice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;

/// Merges the copies of one log: strands whose runs have the same bytes and lie on one axis. What lies at one place on
/// the axis is one sample of the camera.
///
/// Every strand holds some of the camera's samples, in the camera's order. So the next sample is one that heads a
/// strand and lies behind no other strand's head; among those, the one that is decoded first. All strands that have it
/// go on together.
///
/// That something is missing before a sample is told by a strand that has both neighbours with a step between their
/// numbers, or by the camera's clock ([Cadence]).
final class LogMerge {

    /// A strand whose head is decoded this much later cannot have an earlier sample: one second, 1/90000 s.
    static final long REORDER_TICKS = 90_000;

    /// Places brought last, against a sample whose order two copies contradict.
    static final int RECENT = 64;

    private final List<StrandCursor> cursors = new ArrayList<>();
    private final Preference preference;
    private final Cadence cadence = new Cadence();
    private final long[] recent = new long[RECENT];
    private long brought;
    private long lastDecode;
    private @Nullable StrandCursor lastChosen;
    private long disagreements;

    LogMerge(Collection<Strand> strands, AlignmentGraph graph, Preference preference) {
        this.preference = preference;
        for (Strand strand : strands) {
            cursors.add(new StrandCursor(strand, graph));
        }
        cursors.sort(StrandCursor.ORDER);
        cursors.removeIf(StrandCursor::isEmpty);
    }

    /// The next sample; null behind the last one.
    @Nullable
    LogSample next() {
        dropBrought();
        StrandCursor first = first();
        if (first == null) {
            return null;
        }
        List<StrandCursor> holders = holdersOf(first);
        StrandCursor chosen = chosen(holders);
        HoleSight missing = brought == 0 ? null : missingBefore(chosen, holders);
        var sample = new LogSample(
                chosen.at(0),
                chosen.strand(),
                chosen.axis(),
                chosen.decode(0),
                chosen.presentation(0),
                missing,
                preference.owns(chosen.strand().writer(), chosen.timeUs()));
        recent[(int) (brought % RECENT)] = sample.presentation();
        brought++;
        lastDecode = sample.decode();
        lastChosen = chosen;
        for (StrandCursor holder : holders) {
            holder.take(brought);
        }
        cursors.removeIf(StrandCursor::isEmpty);
        return sample;
    }

    /// Samples of which two copies differ though they lie at one place: a damaged copy, or, when they are many, a
    /// wrong alignment.
    long disagreements() {
        return disagreements;
    }

    private void dropBrought() {
        for (StrandCursor cursor : cursors) {
            while (!cursor.isEmpty() && brought > 0 && cursor.decode(0) <= lastDecode && isRecent(cursor)) {
                cursor.take(-1);
                disagreements++;
            }
        }
        cursors.removeIf(StrandCursor::isEmpty);
    }

    private boolean isRecent(StrandCursor cursor) {
        for (int i = 0; i < Math.min(brought, RECENT); i++) {
            if (Math.abs(recent[i] - cursor.presentation(0)) <= Alignment.TOLERANCE_TICKS) {
                return true;
            }
        }
        return false;
    }

    private @Nullable StrandCursor first() {
        StrandCursor earliest = null;
        StrandCursor free = null;
        for (StrandCursor cursor : cursors) {
            if (earliest == null || cursor.decode(0) < earliest.decode(0)) {
                earliest = cursor;
            }
        }
        if (earliest == null || !isBehindAnother(earliest)) {
            return earliest;
        }
        for (StrandCursor cursor : cursors) {
            if ((free == null || cursor.decode(0) < free.decode(0)) && !isBehindAnother(cursor)) {
                free = cursor;
            }
        }
        if (free == null) {
            disagreements++;
            return earliest;
        }
        return free;
    }

    /// Whether the cursor's next sample comes later in another strand.
    private boolean isBehindAnother(StrandCursor cursor) {
        for (StrandCursor other : cursors) {
            if (other == cursor
                    || other.decode(0) > cursor.decode(0) + REORDER_TICKS
                    || other.decode(other.count() - 1) < cursor.decode(0) - REORDER_TICKS
                    || samePlace(cursor, other, 0)) {
                continue;
            }
            for (int i = 1; i < other.count(); i++) {
                if (samePlace(cursor, other, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<StrandCursor> holdersOf(StrandCursor first) {
        List<StrandCursor> holders = new ArrayList<>(cursors.size());
        for (StrandCursor cursor : cursors) {
            if (samePlace(first, cursor, 0)) {
                holders.add(cursor);
            }
        }
        return holders;
    }

    /// Whose copy is taken: the larger one where copies differ (the other has lost a part), or else the preferred one.
    private StrandCursor chosen(List<StrandCursor> holders) {
        StrandCursor best = holders.getFirst();
        for (StrandCursor holder : holders) {
            if (holder.at(0).hash() != best.at(0).hash()) {
                disagreements++;
            }
            boolean sameSize = holder.at(0).size() == best.at(0).size();
            if (sameSize
                    ? holder != best && preference.prefers(holder, best, lastChosen)
                    : holder.at(0).size() > best.at(0).size()) {
                best = holder;
            }
        }
        return best;
    }

    private @Nullable HoleSight missingBefore(StrandCursor chosen, List<StrandCursor> holders) {
        long step = chosen.decode(0) - lastDecode;
        boolean witnessed = false;
        boolean counted = false;
        for (StrandCursor holder : holders) {
            long numbers = holder.numberStepAfter(brought);
            counted |= numbers > 1;
            if (numbers == 1) {
                // Decoding times are each recorder's own guess: only those of one copy can be compared.
                step = witnessed ? Math.min(step, holder.decodeStep()) : holder.decodeStep();
                witnessed = true;
            }
        }
        boolean leaps = cadence.leaps(step);
        if (counted) {
            return HoleSight.NUMBER;
        }
        if (leaps) {
            if (witnessed) {
                cadence.addLeap(step);
            }
            return HoleSight.CLOCK;
        }
        if (step > 0) {
            cadence.add(step);
        }
        return null;
    }

    private static boolean samePlace(StrandCursor one, StrandCursor other, int index) {
        return Math.abs(one.presentation(0) - other.presentation(index)) <= Alignment.TOLERANCE_TICKS;
    }
}
