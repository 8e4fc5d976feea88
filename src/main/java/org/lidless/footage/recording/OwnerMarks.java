package org.lidless.footage.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.SampleMark;

/// What the owner said is durable: its last [ShadowLimits#OWNER_MAX] marks, found by run and place on the
/// camera's clock. One thread.
final class OwnerMarks {

    private final TreeMap<RunId, TreeMap<Long, SampleMark>> byTicks = new TreeMap<>();
    private final Deque<SampleMark> inOrder = new ArrayDeque<>();
    private @Nullable SampleMark newest;

    /// Takes a mark; whether it said something new.
    boolean add(SampleMark mark) {
        TreeMap<Long, SampleMark> ofRun = byTicks.computeIfAbsent(mark.run(), _ -> new TreeMap<>());
        if (ofRun.put(mark.presentationTicks(), mark) != null) {
            return false;
        }
        inOrder.addLast(mark);
        if (inOrder.size() > ShadowLimits.OWNER_MAX) {
            forget(inOrder.removeFirst());
        }
        if (newest == null || !newest.run().equals(mark.run()) || newest.number() < mark.number()) {
            newest = mark;
        }
        return true;
    }

    /// The owner's mark at this place of the camera's clock in one of its runs, within the tolerance.
    @Nullable
    SampleMark near(RunId run, long ticks) {
        TreeMap<Long, SampleMark> ofRun = byTicks.get(run);
        if (ofRun == null) {
            return null;
        }
        Map.Entry<Long, SampleMark> found = ofRun.ceilingEntry(ticks - Alignment.TOLERANCE_TICKS);
        return found == null || found.getKey() > ticks + Alignment.TOLERANCE_TICKS ? null : found.getValue();
    }

    /// Runs of which marks are remembered.
    List<RunId> runs() {
        return List.copyOf(byTicks.keySet());
    }

    /// The mark that lies furthest on in the present run.
    @Nullable
    SampleMark newest() {
        return newest;
    }

    private void forget(SampleMark mark) {
        TreeMap<Long, SampleMark> ofRun = byTicks.get(mark.run());
        if (ofRun != null) {
            ofRun.remove(mark.presentationTicks());
            if (ofRun.isEmpty()) {
                byTicks.remove(mark.run());
            }
        }
    }
}
