package org.lidless.sim.kernel;

import java.util.ArrayList;
import java.util.List;
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

/// What must be true, judged from the true state of the simulation and not from what the code believes.
final class Oracles {

    /// A recorder that was well and reachable for this long must keep its cameras.
    private static final long WELL_US = 6_000_000;

    private final SimSite world;
    private final List<String> failures = new ArrayList<>();
    private final TreeMap<Long, String> siteByVersion = new TreeMap<>();
    private final TreeMap<CameraId, Long> newestEpoch = new TreeMap<>();
    private final TreeMap<String, NodeId> ownerByEpoch = new TreeMap<>();
    private final TreeMap<String, NodeId> recorderByEpoch = new TreeMap<>();
    private final TreeMap<String, Long> followedEpoch = new TreeMap<>();
    private int takeovers;
    private int handbacks;

    Oracles(SimSite world) {
        this.world = world;
    }

    List<String> failures() {
        return failures;
    }

    int takeovers() {
        return takeovers;
    }

    int handbacks() {
        return handbacks;
    }

    void fail(String oracle, String what) {
        if (failures.size() < 20) {
            failures.add(oracle + " at " + world.kernel.nowUs() / 1_000 + " ms: " + what);
        }
    }

    void applied(SimNode by, Happened happened, Site site) {
        world.kernel.trace(by.name + " applied " + happened.fate() + " " + happened.siteVersion());
        if (happened.fate() == Fate.CONTRADICTORY) {
            fail("NO-CONTRADICTION", by.name + " met " + happened.entry());
        }
        String json = new String(SiteJson.encode(site), java.nio.charset.StandardCharsets.UTF_8);
        String first = siteByVersion.putIfAbsent(site.version(), json);
        if (first == null) {
            site.ownerships().forEach(this::owned);
        } else if (!first.equals(json)) {
            fail("REPLICAS-EQUAL", by.name + " has another site at version " + site.version());
        }
    }

    private void owned(CameraId camera, Ownership held) {
        long epoch = held.epoch().value();
        long newest = newestEpoch.getOrDefault(camera, 0L);
        NodeId known = ownerByEpoch.putIfAbsent(camera + "#" + epoch, held.owner());
        if (epoch < newest) {
            fail("EPOCHS-RISE", camera + " fell from " + newest + " to " + epoch);
        }
        if (known != null && !known.equals(held.owner())) {
            fail("ONE-OWNER", camera + " epoch " + epoch + ": " + known + " and " + held.owner());
        }
        newestEpoch.put(camera, Math.max(newest, epoch));
    }

    /// A management server proposes: is there a true reason?
    void proposed(SimNode by, Site site, SiteEntry entry) {
        for (SiteFact fact : entry.facts()) {
            switch (fact) {
                case SiteFact.CameraAssigned assigned
                when site.ownerships().containsKey(assigned.camera()) -> tookOver(by, site, assigned);
                case SiteFact.HandbackAgreed agreed -> handedBack(by, agreed);
                default -> {}
            }
        }
    }

    private void tookOver(SimNode by, Site site, SiteFact.CameraAssigned fact) {
        boolean goesHomeCold = !site.camera(fact.camera()).canBeShadowed()
                && site.camera(fact.camera()).primary().equals(fact.owner());
        if (goesHomeCold) {
            handbacks++;
            return;
        }
        takeovers++;
        SimRecorder owner = world.recorder(site.ownership(fact.camera()).owner());
        long now = world.kernel.nowUs();
        boolean well = now - owner.disturbedUs() >= WELL_US
                && now - world.net.disturbedUs(by, owner) >= WELL_US
                && now - world.lossySinceUs() >= WELL_US;
        if (well) {
            fail(
                    "NO-NEEDLESS-TAKEOVER",
                    by.name + " takes " + fact.camera() + " from " + owner.name + ", which is well");
        }
    }

    private void handedBack(SimNode by, SiteFact.HandbackAgreed fact) {
        handbacks++;
        SimRecorder primary = world.recorder(fact.owner());
        long upUs = world.kernel.nowUs() - primary.startedUs();
        if (upUs < SimSite.HOLD_DOWN_US * 9 / 10) {
            fail("HOLD-DOWN", by.name + " gives " + fact.camera() + " to " + primary.name + " after " + upUs + " µs");
        }
    }

    /// A recorder follows a list.
    void follows(SimRecorder recorder, AssignmentList list) {
        for (Assignment each : list.assignments()) {
            String key = each.camera() + "@" + recorder.name;
            long epoch = each.epoch().value();
            if (epoch < followedEpoch.getOrDefault(key, 0L)) {
                fail("RECORDER-EPOCHS-RISE", key + " went back to epoch " + epoch);
            }
            followedEpoch.merge(key, epoch, Math::max);
            if (each.mode() == Assignment.Mode.RECORD) {
                NodeId other = recorderByEpoch.putIfAbsent(each.camera() + "#" + epoch, list.recorder());
                if (other != null && !other.equals(list.recorder())) {
                    fail("ONE-RECORDER", each.camera() + " epoch " + epoch + ": " + other + " and " + recorder.name);
                }
            }
        }
    }

    /// Long after everything was healed.
    void converged(List<SimManagement> managements, List<SimRecorder> recorders) {
        Site site = managements.getFirst().site();
        if (!world.isSetUp()) {
            fail("CONVERGES", "the commands were never all done");
        }
        for (SimManagement each : managements) {
            if (!each.site().equals(site)) {
                fail("CONVERGES", each.name + " has another site than " + managements.getFirst().name);
            }
        }
        for (SimRecorder each : recorders) {
            AssignmentList wanted = site.assignmentsOf(new NodeId(each.name));
            if (!each.list().assignments().equals(wanted.assignments())) {
                fail("CONVERGES", each.name + " follows version " + each.list().version() + " of " + wanted.version());
            }
        }
        site.cameras().values().forEach(camera -> {
            Ownership held = site.ownership(camera.id());
            if (!held.owner().equals(camera.primary())) {
                fail("CONVERGES", camera.id() + " is still at " + held.owner());
            }
            if (camera.canBeShadowed() && held.shadow().isEmpty()) {
                fail("CONVERGES", camera.id() + " has no shadow");
            }
        });
    }
}
