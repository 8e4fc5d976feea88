package org.lidless.sim.kernel;

import java.util.TreeMap;
import org.lidless.control.consensus.Leadership;
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
public final class SimManagement extends SimNode {

    private static final long TICK_US = 100_000;
    /// Of the mutant that sends once: lists whose first sending is lost.
    private static final int LOST_EACH = 4;
    /// Beyond all indexes of the log: of entries that nobody else has.
    private static final long OWN_INDEX = 1L << 40;
    private static final long OWN_US = 5_000;

    private final ControlWorld world;
    private final TreeMap<NodeId, Long> pushed = new TreeMap<>();
    private SiteReplica replica;
    private Replica watched;
    private Management management;
    private boolean everLed;

    public SimManagement(ControlWorld world, String name) {
        super(world.kernel(), name);
        this.world = world;
        this.replica = new SiteReplica(_ -> {});
        this.watched = replica;
        this.management = newManagement();
        started();
    }

    public Site site() {
        return replica.site();
    }

    public Management management() {
        return management;
    }

    /// What it measures silence with.
    public long clockUs() {
        return world.flaw() == ControlFlaw.WALL_CLOCK ? wallUs() : elapsedUs();
    }

    @Override
    protected void started() {
        pushed.clear();
        everLed = false;
        replica = new SiteReplica(happened -> {
            world.control().applied(this, happened, replica.site());
            management.onApplied(happened, clockUs());
        });
        management = newManagement();
        boolean blind = world.flaw() == ControlFlaw.IGNORES_VERSION && name.equals("m2");
        watched = new WatchedReplica(this, world, blind ? new BlindReplica(replica) : replica);
        world.log().join(this, watched);
        every(TICK_US, () -> management.tick(leadership(), clockUs()));
    }

    private Leadership leadership() {
        Leadership told = world.log().leadership(this);
        everLed |= told.leading();
        return everLed && world.flaw() == ControlFlaw.NO_QUORUM
                ? new Leadership(true, told.term(), told.sinceUs())
                : told;
    }

    private Management newManagement() {
        return new Management(
                new NodeId(name),
                boot() << 40,
                world.flaw().timing(world.holdDownUs()),
                replica,
                this::propose,
                new RecordersInNet());
    }

    private void propose(long serial, byte[] json) {
        SiteEntry entry = SiteJson.decodeEntry(json);
        world.control().proposed(this, site(), entry);
        byte[] sent = world.flaw() == ControlFlaw.SAME_EPOCH ? SiteJson.encode(keepEpochs(entry)) : json;
        Management mine = management;
        if (world.flaw() == ControlFlaw.NO_QUORUM
                && !world.log().leadership(this).leading()) {
            kernel.after(OWN_US, () -> handle(() -> watched.apply(OWN_INDEX + serial, sent)));
            return;
        }
        world.log().propose(this, sent, outcome -> mine.onOutcome(serial, outcome));
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
        world.log().nodeDied(this);
    }

    private final class RecordersInNet implements Recorders {

        @Override
        public void push(AssignmentList list) {
            boolean before = pushed.getOrDefault(list.recorder(), -1L) == list.version();
            pushed.put(list.recorder(), list.version());
            boolean isLost = before || list.version() % LOST_EACH == 0;
            if (!isLost || world.flaw() != ControlFlaw.PUSHES_ONCE) {
                ManagedNode to = world.node(list.recorder());
                world.net().request(SimManagement.this, to, () -> to.receive(list));
            }
        }

        /// The kernel of the recorder's host answers, also for a paused process; nobody answers through a cut.
        @Override
        public void dial(NodeId node, String address) {
            ManagedNode to = world.node(node);
            Management mine = management;
            kernel.after(2_000, () -> {
                if (!world.net().isCut(SimManagement.this, to) && !world.net().isCut(to, SimManagement.this)) {
                    boolean refused = !to.isUp();
                    handle(() -> mine.onDialled(node, refused));
                }
            });
        }
    }
}
