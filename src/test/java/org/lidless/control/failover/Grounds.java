package org.lidless.control.failover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.Capacity;
import org.lidless.control.site.GroupName;
import org.lidless.control.site.RecorderProfile;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand.ProfileCamera;
import org.lidless.control.site.SiteCommand.ProfileRecorder;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;

/// Sites with several primaries and standbys, for tests of failover.
final class Grounds {

    private Grounds() {}

    /// Primaries `r1`… with cameras `r1-c01`… each, of priority 50, and standbys `s1`…, nothing planned yet.
    static Site bare(int primaries, int camerasEach, int standbys) {
        Site site = Site.EMPTY;
        for (int standby = 1; standby <= standbys; standby++) {
            site = Sites.after(site, Sites.standby("s" + standby));
        }
        for (int primary = 1; primary <= primaries; primary++) {
            site = Sites.after(site, Sites.primary("r" + primary));
            for (int camera = 1; camera <= camerasEach; camera++) {
                site = Sites.after(site, Sites.camera(camera(primary, camera).value(), "r" + primary));
            }
        }
        return site;
    }

    static CameraId camera(int primary, int number) {
        return new CameraId(String.format(java.util.Locale.ROOT, "r%d-c%02d", primary, number));
    }

    /// After everything was planned while all recorders were well.
    static Site settled(Site site) {
        return Rehearsal.settle(site, allWell(site));
    }

    static Site records(Site site, String node, int streams) {
        Capacity most =
                new Capacity(OptionalInt.of(streams), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        return Sites.after(site, new ProfileRecorder(new NodeId(node), new RecorderProfile(GroupName.ONLY, most)));
    }

    static Site receives(Site site, String node, int megabits) {
        Capacity most = new Capacity(
                OptionalInt.empty(), OptionalLong.of(megabits * 1000L), OptionalLong.empty(), OptionalLong.empty());
        return Sites.after(site, new ProfileRecorder(new NodeId(node), new RecorderProfile(GroupName.ONLY, most)));
    }

    static Site group(Site site, String node, String group) {
        return Sites.after(
                site,
                new ProfileRecorder(new NodeId(node), new RecorderProfile(new GroupName(group), Capacity.UNLIMITED)));
    }

    static Site wants(Site site, CameraId camera, Protection wanted) {
        return Sites.after(site, new ProfileCamera(camera, new CameraProfile(4_000, wanted)));
    }

    static SortedSet<NodeId> nodes(String... names) {
        return new TreeSet<>(Arrays.stream(names).map(NodeId::new).toList());
    }

    static Health allWell(Site site) {
        return without(site);
    }

    /// All are well but these, which are lost.
    static Health without(Site site, String... lost) {
        TreeSet<NodeId> usable = new TreeSet<>(site.recorders().keySet());
        usable.removeAll(nodes(lost));
        return new Health(nodes(lost), usable, new TreeSet<>());
    }

    /// The site when these are lost and everything was planned.
    static Site lost(Site site, String... lost) {
        return Rehearsal.settle(site, without(site, lost));
    }

    /// How many cameras each recorder has in some sense.
    static SortedMap<NodeId, Integer> count(
            Site site, java.util.function.Function<org.lidless.control.site.Ownership, Optional<NodeId>> whose) {
        SortedMap<NodeId, Integer> counts = new TreeMap<>();
        site.ownerships()
                .values()
                .forEach(held -> whose.apply(held).ifPresent(node -> counts.merge(node, 1, Integer::sum)));
        return counts;
    }

    /// Cameras whose owner is among these.
    static List<CameraId> ownedBy(Site site, String... nodes) {
        List<CameraId> owned = new ArrayList<>();
        site.ownerships().forEach((camera, held) -> {
            if (nodes(nodes).contains(held.owner())) {
                owned.add(camera);
            }
        });
        return owned;
    }

    /// What all recorders say when everything is recorded up to some moment and every shadow is ready.
    static SortedMap<NodeId, Heartbeat> allReady(Site site, long durableUs) {
        SortedMap<NodeId, Heartbeat> heard = new TreeMap<>();
        site.recorders().keySet().forEach(node -> {
            SortedMap<CameraId, CameraReport> reports = new TreeMap<>();
            site.ownerships().forEach((camera, held) -> {
                boolean isShadow = held.shadow().filter(node::equals).isPresent();
                if (isShadow || held.owner().equals(node)) {
                    OptionalLong durable = isShadow ? OptionalLong.empty() : OptionalLong.of(durableUs);
                    reports.put(camera, new CameraReport(camera, held.epoch(), isShadow, durable));
                }
            });
            heard.put(node, new Heartbeat(node, 1, 1, reports));
        });
        return heard;
    }
}
