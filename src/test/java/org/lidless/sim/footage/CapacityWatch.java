package org.lidless.sim.footage;

import java.util.stream.Stream;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.NodeId;
import org.lidless.sim.footage.SitePlan.RecorderPlan;
import org.lidless.sim.kernel.ManagedNode;

/// `CAPACITY`: who bears so many cameras writes no more: neither those that it owns, nor, while a recorder has been
/// away
/// for long and management and network have been well for longer, those that it shadows of that one.
final class CapacityWatch {

    private static final long LOOK_US = 250_000;
    /// In this time a recorder that is away is noticed, what becomes of its cameras agreed on, and followed.
    private static final long LIMIT_US = 5_000_000;
    /// An answer that is lost, and one that comes late, cost this much more.
    private static final long UNKNOWN_US = 6_000_000;
    /// Management, network and the recorder itself were well for this long before.
    private static final long WELL_US = 1_000_000;

    private final FootageSite world;

    CapacityWatch(FootageSite world) {
        this.world = world;
    }

    void begin() {
        if (world.plan.recorders().stream().anyMatch(each -> each.streams() > 0)) {
            world.kernel.after(LOOK_US, this::look);
        }
    }

    private void look() {
        world.kernel.after(LOOK_US, this::look);
        world.plan.recorders().stream()
                .filter(each -> each.streams() > 0 && isWell(world.recorder(each.node())))
                .forEach(this::judge);
    }

    private boolean isWell(ManagedNode recorder) {
        long sinceUs = world.kernel.nowUs() - WELL_US - limitUs();
        return Stream.concat(Stream.of(recorder), world.managements.stream())
                        .allMatch(each -> each.disturbedUs() < sinceUs)
                && world.net.troubledUs() < sinceUs
                && world.log.ledSinceUs() < sinceUs;
    }

    private void judge(RecorderPlan plan) {
        FootageRecorder recorder = world.recorder(plan.node());
        long writes = recorder.streams.values().stream()
                .filter(each -> each.duty().mode() == Mode.RECORD
                        || isLongAway(each.duty().owner()))
                .count();
        if (writes > plan.streams()) {
            world.failures.fail("CAPACITY", plan.node() + " writes " + writes + " cameras and bears " + plan.streams());
        }
    }

    private boolean isLongAway(NodeId owner) {
        return world.recorder(owner).awayUs() > limitUs();
    }

    private long limitUs() {
        return world.log.isCalm() ? LIMIT_US : LIMIT_US + UNKNOWN_US;
    }
}
