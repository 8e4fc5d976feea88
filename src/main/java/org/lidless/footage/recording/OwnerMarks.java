package org.lidless.footage.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.splice.HoleFinder;
import org.lidless.footage.timeline.splice.Reach;

/// What the owner said is durable: its last [ShadowLimits#OWNER_MAX] marks, found by run and place on the
/// camera's clock, and the stretches in which nothing is missing. One thread.
final class OwnerMarks {

    private final TreeMap<RunId, TreeMap<Long, SampleMark>> byTicks = new TreeMap<>();
    private final Deque<SampleMark> inOrder = new ArrayDeque<>();
    private final HoleFinder holes;
    private final Deque<Reach> closed = new ArrayDeque<>();
    private final Deque<RunId> runsBefore = new ArrayDeque<>();
    private @Nullable SampleMark newest;

    OwnerMarks(NodeId owner) {
        holes = new HoleFinder(owner);
    }

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
        follow(mark);
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

    /// Stretches in which nothing is missing, the present one last.
    List<Reach> reaches() {
        List<Reach> all = new ArrayList<>(closed);
        holes.reach().ifPresent(all::add);
        return all;
    }

    /// The mark that lies furthest on in the present run.
    @Nullable
    SampleMark newest() {
        return newest;
    }

    /// Marks that come again, or belong to a run that is over, change no stretch.
    private void follow(SampleMark mark) {
        SampleMark last = newest;
        if (last != null && last.run().equals(mark.run())) {
            if (mark.number() <= last.number() || mark.decodeTicks() <= last.decodeTicks()) {
                return;
            }
        } else if (runsBefore.contains(mark.run())) {
            return;
        } else {
            runsBefore.addLast(mark.run());
            if (runsBefore.size() > ShadowLimits.PAIRS_MAX) {
                runsBefore.removeFirst();
            }
        }
        newest = mark;
        if (holes.next(mark).isPresent()) {
            holes.closed().ifPresent(closed::addLast);
            if (closed.size() > ShadowLimits.PAIRS_MAX) {
                closed.removeFirst();
            }
        }
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
