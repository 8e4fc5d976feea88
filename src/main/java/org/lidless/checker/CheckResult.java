package org.lidless.checker;

import java.util.List;
import java.util.OptionalLong;

/// What a check found.
///
/// @param sent           distinct frames of the window that were offered to at least one session
/// @param archived       of these, in the export (damaged ones too)
/// @param lost           of these, not in the export and in no gap
/// @param inGap          of these, not in the export but inside a stored gap
/// @param twice          frames of which the export has more than one, once for each surplus copy
/// @param outOfOrder     the fewest samples that would have to move for all to be in order
/// @param damaged        frames whose bytes in the export are not those that were sent
/// @param phantom        samples that no camera sent
/// @param cameraDropped  frames of the window that went to nobody because the camera's own queue was full
/// @param neverOffered   frames of the window that the camera made while nobody listened
/// @param timeErrorMaxUs greatest distance between a frame's time in the export and its capture, µs; empty when the
///                       export's start was not given or nothing was archived
public record CheckResult(
        long sent,
        long archived,
        List<MissingFrames> lost,
        List<MissingFrames> inGap,
        List<LedgerFrame> twice,
        List<LedgerFrame> outOfOrder,
        List<LedgerFrame> damaged,
        long phantom,
        long cameraDropped,
        long neverOffered,
        OptionalLong timeErrorMaxUs) {

    public CheckResult {
        lost = List.copyOf(lost);
        inGap = List.copyOf(inGap);
        twice = List.copyOf(twice);
        outOfOrder = List.copyOf(outOfOrder);
        damaged = List.copyOf(damaged);
    }

    /// How many frames are lost.
    public long lostCount() {
        return count(lost);
    }

    /// How many frames are missing inside gaps.
    public long inGapCount() {
        return count(inGap);
    }

    private static long count(List<MissingFrames> missing) {
        return missing.stream().mapToLong(MissingFrames::count).sum();
    }

    /// Whether every frame is there once, whole and in its place, or inside a stored gap; and nothing else is there.
    public boolean isFaultless() {
        return lost.isEmpty() && twice.isEmpty() && outOfOrder.isEmpty() && damaged.isEmpty() && phantom == 0;
    }
}
