package org.lidless.sim.kernel;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.lidless.control.management.SiteReplica.Happened;
import org.lidless.control.site.Applied.Fate;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteJson;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// What must be true of the control plane, judged from the true state of the simulation and not from what the code
/// believes.
///
/// - `QUORUM`: nothing is applied that a majority did not agree on. `REPLICAS-EQUAL`: all have the same site at the
///   same version. `NO-CONTRADICTION`: nothing is agreed on that contradicts the site.
/// - `EPOCHS-RISE`, `ONE-OWNER`: epochs of a camera rise, and each has one owner; `RECORDER-EPOCHS-RISE`,
///   `ONE-RECORDER`: the same of what recorders follow.
/// - `SESSIONS`: a camera is given to no more recorders than it serves at once.
/// - `NO-NEEDLESS-TAKEOVER`: a recorder that is well and reachable keeps its cameras. `HOLD-DOWN`: one that came back
///   gets them back only after it.
/// - `IN-TIME` ([TakeoverWatch]).
public final class ControlOracles {

    /// A recorder that was well and reachable for this long must keep its cameras.
    private static final long WELL_US = 6_000_000;

    private final ControlWorld world;
    private final Failures failures;
    private final TreeMap<Long, String> siteByVersion = new TreeMap<>();
    private final TreeMap<CameraId, Long> newestEpoch = new TreeMap<>();
    private final TreeMap<String, NodeId> ownerByEpoch = new TreeMap<>();
    private final TreeMap<String, NodeId> recorderByEpoch = new TreeMap<>();
    private final TreeMap<String, Long> followedEpoch = new TreeMap<>();
    private final OwnerHistory history = new OwnerHistory();
    private int takeovers;
    private int handbacks;

    public ControlOracles(ControlWorld world, Failures failures) {
        this.world = world;
        this.failures = failures;
        new TakeoverWatch(world, failures).begin();
    }

    public int takeovers() {
        return takeovers;
    }

    public int handbacks() {
        return handbacks;
    }

    /// Who owned what, and since when it was agreed.
    public OwnerHistory history() {
        return history;
    }

    void applies(SimManagement by, long index, byte[] entry) {
        if (!world.log().isAgreed(index, entry)) {
            failures.fail("QUORUM", by.name + " applies what no majority agreed on: " + SiteJson.decodeEntry(entry));
        }
    }

    void applied(SimNode by, Happened happened, Site site) {
        world.kernel().trace(by.name + " applied " + happened.fate() + " " + happened.siteVersion());
        if (happened.fate() == Fate.CONTRADICTORY) {
            failures.fail("NO-CONTRADICTION", by.name + " met " + happened.entry());
        }
        String json = new String(SiteJson.encode(site), StandardCharsets.UTF_8);
        String first = siteByVersion.putIfAbsent(site.version(), json);
        if (first == null) {
            happened.entry().facts().forEach(this::tell);
            site.ownerships().forEach(this::owned);
        } else if (!first.equals(json)) {
            failures.fail("REPLICAS-EQUAL", by.name + " has another site at version " + site.version());
        }
    }

    private void tell(SiteFact fact) {
        switch (fact) {
            case SiteFact.CameraAssigned it ->
                world.kernel()
                        .tell(it.camera() + " goes to " + it.owner() + ", epoch "
                                + it.epoch().value());
            case SiteFact.HandbackAgreed it ->
                world.kernel()
                        .tell(it.camera() + " is handed to " + it.owner() + ", epoch "
                                + it.epoch().value());
            case SiteFact.RecorderDrained it ->
                world.kernel().tell(it.node() + (it.drained() ? " is to be taken away" : " is brought back"));
            case SiteFact.ShadowAssigned it ->
                world.kernel()
                        .tell(it.shadow()
                                .map(node -> node + " shadows " + it.camera())
                                .orElse("nobody shadows " + it.camera()));
            default -> {}
        }
    }

    private void owned(CameraId camera, Ownership held) {
        long epoch = held.epoch().value();
        long newest = newestEpoch.getOrDefault(camera, 0L);
        NodeId known = ownerByEpoch.putIfAbsent(camera + "#" + epoch, held.owner());
        if (epoch < newest) {
            failures.fail("EPOCHS-RISE", camera + " fell from " + newest + " to " + epoch);
        }
        if (known != null && !known.equals(held.owner())) {
            failures.fail("ONE-OWNER", camera + " epoch " + epoch + ": " + known + " and " + held.owner());
        }
        int recorders = held.shadow().isPresent() ? 2 : 1;
        if (recorders > world.sessionsOf(camera)) {
            failures.fail("SESSIONS", camera + " is given to " + held.owner() + " and " + held.shadow());
        }
        if (epoch > newest) {
            history.owns(camera, held.owner(), world.kernel().nowUs());
        }
        newestEpoch.put(camera, Math.max(newest, epoch));
    }

    /// A management server proposes: is there a true reason?
    void proposed(SimNode by, Site site, SiteEntry entry) {
        for (SiteFact fact : entry.facts()) {
            switch (fact) {
                case SiteFact.CameraAssigned assigned
                when site.ownerships().containsKey(assigned.camera()) -> tookOver(by, site, assigned);
                case SiteFact.HandbackAgreed agreed -> handedBack(by, site, agreed);
                default -> {}
            }
        }
    }

    private void tookOver(SimNode by, Site site, SiteFact.CameraAssigned fact) {
        boolean goesHomeCold = !site.camera(fact.camera()).canBeShadowed()
                && site.camera(fact.camera()).primary().equals(fact.owner());
        boolean isDrained =
                site.policy().drained().contains(site.ownership(fact.camera()).owner());
        if (goesHomeCold || isDrained) {
            handbacks++;
            return;
        }
        takeovers++;
        ManagedNode owner = world.node(site.ownership(fact.camera()).owner());
        long now = world.kernel().nowUs();
        boolean well = now - owner.disturbedUs() >= WELL_US
                && now - world.net().disturbedUs(by, owner) >= WELL_US
                && now - world.net().lossySinceUs() >= WELL_US;
        if (well) {
            failures.fail(
                    "NO-NEEDLESS-TAKEOVER",
                    by.name + " takes " + fact.camera() + " from " + owner.name + ", which is well");
        }
    }

    private void handedBack(SimNode by, Site site, SiteFact.HandbackAgreed fact) {
        handbacks++;
        if (!site.camera(fact.camera()).primary().equals(fact.owner())) {
            return;
        }
        ManagedNode primary = world.node(fact.owner());
        long upUs = world.kernel().nowUs() - primary.startedUs();
        if (upUs < world.holdDownUs() * 9 / 10) {
            failures.fail(
                    "HOLD-DOWN",
                    by.name + " gives " + fact.camera() + " to " + primary.name + " after " + upUs + " µs");
        }
    }

    /// A recorder follows a list.
    public void follows(ManagedNode recorder, AssignmentList list) {
        for (Assignment each : list.assignments()) {
            String key = each.camera() + "@" + recorder.name;
            long epoch = each.epoch().value();
            if (epoch < followedEpoch.getOrDefault(key, 0L)) {
                failures.fail("RECORDER-EPOCHS-RISE", key + " went back to epoch " + epoch);
            }
            followedEpoch.merge(key, epoch, Math::max);
            if (each.mode() == Assignment.Mode.RECORD) {
                NodeId other = recorderByEpoch.putIfAbsent(each.camera() + "#" + epoch, list.recorder());
                if (other != null && !other.equals(list.recorder())) {
                    failures.fail(
                            "ONE-RECORDER", each.camera() + " epoch " + epoch + ": " + other + " and " + recorder.name);
                }
            }
        }
    }

    /// Long after everything was healed: what is not as it should be.
    public void converged() {
        SimManagement first = world.managements().getFirst();
        for (SimManagement each : world.managements()) {
            if (!each.site().equals(first.site())) {
                failures.fail("CONVERGES", each.name + " has another site than " + first.name);
            }
        }
        for (ManagedNode each : world.recorders()) {
            AssignmentList wanted = first.site().assignmentsOf(each.id());
            if (!each.list().assignments().equals(wanted.assignments())) {
                failures.fail(
                        "CONVERGES", each.name + " follows " + each.list().version() + " and not " + wanted.version());
            }
        }
    }
}
