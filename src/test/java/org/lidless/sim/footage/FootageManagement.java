package org.lidless.sim.footage;

import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.management.Management;
import org.lidless.control.management.Recorders;
import org.lidless.control.management.SiteReplica;
import org.lidless.control.site.Site;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;
import org.lidless.sim.kernel.SimNode;

/// A management server: the production [Management] and [SiteReplica], in a shell of the simulation.
final class FootageManagement extends SimNode {

    private static final long TICK_US = 100_000;

    private final FootageSite world;
    private SiteReplica replica;
    private Management management;

    FootageManagement(FootageSite world, String name) {
        super(world.kernel, name);
        this.world = world;
        this.replica = new SiteReplica(happened -> {});
        this.management = newManagement();
        started();
    }

    Site site() {
        return replica.site();
    }

    Management management() {
        return management;
    }

    @Override
    protected void started() {
        replica = new SiteReplica(happened -> {
            world.kernel.trace(name + " applied " + happened.siteVersion());
            management.onApplied(happened, elapsedUs());
        });
        management = newManagement();
        world.log.join(this, replica);
        every(TICK_US, () -> management.tick(world.log.leadership(this), elapsedUs()));
    }

    private Management newManagement() {
        return new Management(new NodeId(name), boot() << 40, timing(), replica, this::propose, new RecordersInNet());
    }

    private static FailoverTiming timing() {
        FailoverTiming good = FailoverTiming.NORMAL;
        return new FailoverTiming(
                good.suspectUs(),
                good.silenceUs(),
                good.graceUs(),
                good.witnessUs(),
                good.lateUs(),
                good.massHoldUs(),
                FootageSite.HOLD_DOWN_US,
                4 * FootageSite.HOLD_DOWN_US,
                good.cutLeadUs());
    }

    private void propose(long serial, byte[] json) {
        Management mine = management;
        world.log.propose(this, json, outcome -> mine.onOutcome(serial, outcome));
    }

    @Override
    protected void died() {
        world.log.nodeDied(this);
    }

    private final class RecordersInNet implements Recorders {

        @Override
        public void push(AssignmentList list) {
            FootageRecorder to = world.recorder(list.recorder());
            world.net.request(FootageManagement.this, to, () -> to.receive(list));
        }

        /// The kernel of the recorder's host answers, also for a paused process; nobody answers through a cut.
        @Override
        public void dial(NodeId node, String address) {
            FootageRecorder to = world.recorder(node);
            Management mine = management;
            kernel.after(2_000, () -> {
                if (!world.net.isCut(FootageManagement.this, to) && !world.net.isCut(to, FootageManagement.this)) {
                    boolean refused = !to.isUp();
                    handle(() -> mine.onDialled(node, refused));
                }
            });
        }
    }
}
