package org.lidless.sim.kernel;

import java.util.TreeMap;
import org.lidless.control.consensus.Replica;
import org.lidless.control.management.Management;
import org.lidless.control.management.Recorders;
import org.lidless.control.management.SiteReplica;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteJson;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

/// A management server: the production [Management] and [SiteReplica], in a shell of the simulation.
final class SimManagement extends SimNode {

    private static final long TICK_US = 100_000;
    /// Of the mutant that sends once: lists whose first sending is lost.
    private static final int LOST_EACH = 4;

    private final SimSite world;
    private final TreeMap<NodeId, Long> pushed = new TreeMap<>();
    private SiteReplica replica;
    private Management management;

    SimManagement(SimSite world, String name) {
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
        pushed.clear();
        replica = new SiteReplica(happened -> {
            world.oracles.applied(this, happened, replica.site());
            management.onApplied(happened, elapsedUs());
        });
        management = newManagement();
        boolean blind = world.mutant == Mutant.IGNORES_VERSION && name.equals("m2");
        world.log.join(this, blind ? new BlindReplica(replica) : replica);
        every(TICK_US, () -> management.tick(world.log.leadership(this), elapsedUs()));
    }

    private Management newManagement() {
        long serial = boot() << 40;
        return new Management(
                new NodeId(name), serial, world.mutant.timing(), replica, this::propose, new RecordersInNet());
    }

    private void propose(long serial, byte[] json) {
        SiteEntry entry = SiteJson.decodeEntry(json);
        world.oracles.proposed(this, site(), entry);
        byte[] sent = world.mutant == Mutant.SAME_EPOCH ? SiteJson.encode(keepEpochs(entry)) : json;
        Management mine = management;
        world.log.propose(this, sent, outcome -> mine.onOutcome(serial, outcome));
    }

    private SiteEntry keepEpochs(SiteEntry entry) {
        return new SiteEntry(
                entry.proposer(),
                entry.serial(),
                entry.basedOn(),
                entry.facts().stream().map(this::keepEpoch).toList());
    }

    private SiteFact keepEpoch(SiteFact fact) {
        return fact instanceof CameraAssigned assigned && assigned.epoch().value() > 1
                ? new CameraAssigned(
                        assigned.camera(),
                        assigned.owner(),
                        new Epoch(assigned.epoch().value() - 1))
                : fact;
    }

    @Override
    protected void died() {
        world.log.nodeDied(this);
    }

    private final class RecordersInNet implements Recorders {

        @Override
        public void push(AssignmentList list) {
            boolean before = pushed.getOrDefault(list.recorder(), -1L) == list.version();
            pushed.put(list.recorder(), list.version());
            boolean isLost = before || list.version() % LOST_EACH == 0;
            if (!isLost || world.mutant != Mutant.PUSHES_ONCE) {
                SimRecorder to = world.recorder(list.recorder());
                world.net.request(SimManagement.this, to, () -> to.receive(list));
            }
        }

        /// The kernel of the recorder's host answers, also for a paused process; nobody answers through a cut.
        @Override
        public void dial(NodeId node, String address) {
            SimRecorder to = world.recorder(node);
            Management mine = management;
            kernel.after(2_000, () -> {
                if (!world.net.isCut(SimManagement.this, to) && !world.net.isCut(to, SimManagement.this)) {
                    boolean refused = !to.isUp();
                    handle(() -> mine.onDialled(node, refused));
                }
            });
        }
    }

    /// Applies every entry as if it had been decided on the newest site.
    private record BlindReplica(SiteReplica to) implements Replica {

        @Override
        public void apply(long index, byte[] json) {
            SiteEntry entry = SiteJson.decodeEntry(json);
            to.apply(
                    index,
                    SiteJson.encode(new SiteEntry(
                            entry.proposer(), entry.serial(), to.site().version(), entry.facts())));
        }

        @Override
        public byte[] snapshot() {
            return to.snapshot();
        }

        @Override
        public void restore(long index, byte[] snapshot) {
            to.restore(index, snapshot);
        }
    }
}
