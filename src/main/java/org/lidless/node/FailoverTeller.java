package org.lidless.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lidless.control.failover.FailoverForecast;
import org.lidless.control.failover.GroupState;
import org.lidless.control.failover.Load;
import org.lidless.control.failover.Misfit;
import org.lidless.control.failover.Rehearsal;
import org.lidless.control.site.Capacity;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Protection;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.FailoverPlanReport;
import org.lidless.wire.FailoverPlanReport.CameraPlan;
import org.lidless.wire.FailoverPlanReport.Combined;
import org.lidless.wire.FailoverPlanReport.Group;
import org.lidless.wire.FailoverPlanReport.Heir;
import org.lidless.wire.FailoverPlanReport.Loss;
import org.lidless.wire.ProblemReport;

/// Puts the failover plan into the wire's words. It is made anew only when the site or the lost recorders changed. Any
/// thread.
final class FailoverTeller {

    private record Kept(long siteVersion, SortedSet<NodeId> lost, FailoverForecast forecast) {}

    private volatile @Nullable Kept kept;

    /// The plan for a site in which these recorders are lost.
    FailoverForecast forecast(Site site, SortedSet<NodeId> lost) {
        Kept last = kept;
        if (last != null && last.siteVersion() == site.version() && last.lost().equals(lost)) {
            return last.forecast();
        }
        FailoverForecast made = FailoverForecast.of(site, lost);
        kept = new Kept(site.version(), new TreeSet<>(lost), made);
        return made;
    }

    FailoverPlanReport report(Site site, SortedSet<NodeId> lost, long nowUs) {
        FailoverForecast forecast = forecast(site, lost);
        List<CameraPlan> cameras = new ArrayList<>();
        site.cameras().values().forEach(camera -> {
            Ownership held = site.ownership(camera.id());
            Protection is = forecast.protection().getOrDefault(camera.id(), Protection.NONE);
            cameras.add(new CameraPlan(
                    camera.id().value(),
                    held.owner().value(),
                    held.shadow().map(NodeId::value),
                    camera.priority(),
                    wanted(site, camera.id()).word(),
                    is.word(),
                    ExpectedLoss.of(camera, is)));
        });
        return new FailoverPlanReport(
                FailoverPlanReport.VERSION,
                TimeSpan.instant(nowUs),
                groups(forecast),
                forecast.single().stream().map(FailoverTeller::loss).toList(),
                combined(forecast.two()),
                combined(forecast.three()),
                cameras,
                problems(forecast).stream().map(ProblemReport::of).toList());
    }

    /// What can be had at best: a camera of one session cannot be shadowed, whatever is wanted.
    private static Protection wanted(Site site, CameraId camera) {
        Protection wanted = site.policy().of(camera).wanted();
        boolean isPossible =
                wanted != Protection.SHADOWED || site.camera(camera).canBeShadowed();
        return isPossible ? wanted : Protection.COLD;
    }

    static List<Group> groups(FailoverForecast forecast) {
        return forecast.groups().stream().map(FailoverTeller::group).toList();
    }

    private static Group group(GroupState group) {
        return new Group(
                group.group().value(),
                group.standing().word(),
                nodes(group.primaries()),
                nodes(group.standbys()),
                nodes(group.used()),
                nodes(group.lost()),
                cameras(group.stranded()),
                cameras(group.unguarded()),
                cameras(group.wouldDrop()));
    }

    private static Loss loss(Rehearsal played) {
        TreeSet<NodeId> heirs = new TreeSet<>(played.warm().keySet());
        heirs.addAll(played.cold().keySet());
        return new Loss(
                nodes(List.copyOf(played.lost())),
                heirs.stream()
                        .map(heir -> new Heir(
                                heir.value(),
                                cameras(played.warm().getOrDefault(heir, List.of())),
                                cameras(played.cold().getOrDefault(heir, List.of()))))
                        .toList(),
                cameras(played.dropped()));
    }

    private static Combined combined(FailoverForecast.Combined played) {
        return new Combined(
                played.tried(),
                played.dropping(),
                played.worst().stream().map(FailoverTeller::loss).toList());
    }

    /// Misfits in words; those of one kind and one cause are told once.
    private static List<Problem> problems(FailoverForecast forecast) {
        List<Problem> problems = new ArrayList<>();
        List<CameraId> unguarded = new ArrayList<>();
        List<CameraId> heirless = new ArrayList<>();
        for (Misfit misfit : forecast.misfits()) {
            switch (misfit) {
                case Misfit.NoShadow none -> unguarded.add(none.camera());
                case Misfit.NoHeir none -> heirless.add(none.camera());
                case Misfit.Overloaded over -> problems.add(overloaded(over));
                case Misfit.ShortDisk disk -> problems.add(shortDisk(disk));
            }
        }
        if (!unguarded.isEmpty()) {
            problems.add(ProblemCode.FAILOVER_MISFIT.problem(
                    "No standby has room to shadow " + names(unguarded) + ".",
                    "At risk: if the recorder of one of them fails, some seconds of it are lost.",
                    "Add a standby to the group, or raise \"megabits\" or \"ring\" of one that can bear it, or say "
                            + "\"protection: cold\" for cameras that may lose seconds."));
        }
        if (!heirless.isEmpty()) {
            problems.add(ProblemCode.FAILOVER_MISFIT.problem(
                    "If its recorder failed, nobody would record " + names(heirless) + ".",
                    "At risk: everything from such a failure until the recorder is back.",
                    "Add a standby to the group, or raise \"streams\" of one, or say \"protection: none\" for cameras "
                            + "that may be missing."));
        }
        return problems;
    }

    private static Problem overloaded(Misfit.Overloaded over) {
        Load load = over.load();
        Capacity most = over.most();
        List<String> parts = new ArrayList<>();
        if (!load.writesWithin(most)) {
            parts.add("records " + load.records() + " of " + most.streams().orElse(0) + " streams");
        }
        most.kilobits().stream()
                .filter(limit -> load.kilobits() > limit)
                .forEach(limit -> parts.add("receives " + load.kilobits() / 1000 + " of " + limit / 1000 + " Mbit/s"));
        most.ringBytes().stream()
                .filter(limit -> load.ringBytes() > limit)
                .forEach(limit -> parts.add(
                        "keeps " + load.ringBytes() / 1_000_000 + " of " + limit / 1_000_000 + " MB in rings"));
        return ProblemCode.FAILOVER_MISFIT.problem(
                "Recorder " + over.node() + " carries more than it is said to bear: it " + String.join(", ", parts)
                        + ".",
                "Safe while it keeps up; lidless status on it shows whether it does.",
                "Give some of its cameras to another recorder, or say that it bears more.");
    }

    private static Problem shortDisk(Misfit.ShortDisk disk) {
        return ProblemCode.FAILOVER_MISFIT.problem(
                "Standing in for " + disk.failing() + ", the disk of " + disk.standby() + " lasts " + disk.hours()
                        + " hours.",
                "At risk: a longer absence of " + disk.failing() + " costs the oldest footage of it.",
                "Give " + disk.standby() + " more disk (\"disk\"), or plan to repair " + disk.failing() + " within "
                        + disk.hours() + " hours.");
    }

    /// That a group has used or lost a spare; empty for one that is as planned.
    static Optional<Problem> problem(GroupState group) {
        return switch (group.standing()) {
            case PROTECTED -> Optional.empty();
            case AT_RISK ->
                Optional.of(ProblemCode.GROUP_AT_RISK.problem(
                        "Failover group " + group.group() + " is at risk: " + String.join("; ", why(group)) + ".",
                        "Safe now: every camera is recorded. Another failure may cost footage.",
                        "Bring lost recorders back or replace them; lidless failover plan shows what would happen."));
            case EXPOSED ->
                Optional.of(ProblemCode.CAMERAS_STRANDED.problem(
                        "Nobody records " + names(group.stranded()) + " of failover group " + group.group() + ".",
                        "Missing from the failure of their recorder until one can take them.",
                        "Bring a lost recorder back, or add a standby with room to the group."));
        };
    }

    private static List<String> why(GroupState group) {
        List<String> reasons = new ArrayList<>();
        if (!group.used().isEmpty()) {
            reasons.add(String.join(", ", nodes(group.used())) + " stands in");
        }
        if (!group.lost().isEmpty()) {
            reasons.add(String.join(", ", nodes(group.lost())) + " is lost");
        }
        if (!group.unguarded().isEmpty()) {
            reasons.add("no shadow for " + names(group.unguarded()));
        }
        if (!group.wouldDrop().isEmpty()) {
            reasons.add("nobody could take " + names(group.wouldDrop()));
        }
        return reasons;
    }

    private static String names(List<CameraId> cameras) {
        return String.join(", ", cameras(cameras));
    }

    private static List<String> nodes(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).toList();
    }

    private static List<String> cameras(List<CameraId> cameras) {
        return cameras.stream().map(CameraId::value).toList();
    }
}
