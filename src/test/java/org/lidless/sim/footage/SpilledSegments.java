package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.footage.recording.Shadowing;
import org.lidless.footage.recording.Shadowing.Whereabouts;
import org.lidless.sim.footage.FootageOracles.Rehearsed;

/// What a shadow has written and may drop again, when the owner turns out to have it.
final class SpilledSegments {

    private static final long EACH_US = 1_000_000;
    private static final int UNDECIDED_MAX = 64;

    private final FootageRecorder node;
    private final List<MadeSegment> undecided = new ArrayList<>();
    private long askedUs;

    SpilledSegments(FootageRecorder node) {
        this.node = node;
    }

    void add(MadeSegment segment) {
        if (!segment.owned && !undecided.contains(segment)) {
            undecided.add(segment);
            if (undecided.size() > UNDECIDED_MAX) {
                undecided.removeFirst();
            }
        }
    }

    /// They belong to the stream's footage from now on.
    void adopt() {
        undecided.forEach(each -> each.owned = true);
        undecided.clear();
    }

    void check(Shadowing shadow, NodeId owner, long now) {
        if (now - askedUs < EACH_US) {
            return;
        }
        askedUs = now;
        for (Iterator<MadeSegment> each = undecided.iterator(); each.hasNext(); ) {
            MadeSegment segment = each.next();
            if (!segment.sealed) {
                continue;
            }
            Whereabouts where = shadow.whereabouts(segment.fromPlace, segment.toPlace);
            if (node.world.mutant == FootageMutant.DROPS_ON_SIGHT && node.isLinkedFrom(owner)) {
                where = Whereabouts.AT_OWNER;
            }
            switch (where) {
                case OPEN -> {}
                case HERE -> {
                    each.remove();
                    node.world.oracles.happened(Rehearsed.SPILL_KEPT);
                }
                case AT_OWNER -> {
                    each.remove();
                    node.drop(segment);
                    node.world.kernel.tell(
                            node.name + " drops what it wrote of " + segment.camera + ": " + owner + " has it");
                    node.world.oracles.happened(Rehearsed.SPILL_DROPPED);
                }
            }
        }
        shadow.learnt().forEach(node.disk::aligned);
    }
}
