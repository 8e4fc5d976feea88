package org.lidless.control.failover;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.control.site.Capacity;
import org.lidless.control.site.GroupName;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;

/// The failover plan, before anything fails: who covers whom, what is lost when two or three recorders fail together,
/// and what does not fit. Every line of it is the running decision, played on paper.
///
/// @param groups     all of them, by name
/// @param single     for each recorder that records something: what if it failed alone
/// @param two        what if two of a group failed together, the worst first
/// @param three      what if three of a group failed together, the worst first
/// @param misfits    what does not fit
/// @param protection how each camera is kept safe now
public record FailoverForecast(
        List<GroupState> groups,
        List<Rehearsal> single,
        Combined two,
        Combined three,
        List<Misfit> misfits,
        SortedMap<CameraId, Protection> protection) {

    /// Combinations that are played for each size, over all groups. Where there are more, only the recorders with the
    /// most cameras are combined.
    static final int COMBINATIONS_MAX = 200;

    /// Worst combinations that are told.
    static final int WORST_MAX = 3;

    /// How long a standby's disk is meant to last when it stands in.
    static final int STAND_IN_HOURS = 24;

    public FailoverForecast {
        groups = List.copyOf(groups);
        single = List.copyOf(single);
        misfits = List.copyOf(misfits);
        protection = Collections.unmodifiableSortedMap(new TreeMap<>(protection));
    }

    /// Several recorders failing together.
    ///
    /// @param tried    combinations that were played
    /// @param dropping those of them in which some camera is recorded by nobody
    /// @param worst    at most [#WORST_MAX] of those, the worst first
    public record Combined(int tried, int dropping, List<Rehearsal> worst) {

        public Combined {
            worst = List.copyOf(worst);
        }

        static Combined of(List<Rehearsal> played) {
            List<Rehearsal> dropping =
                    played.stream().filter(each -> each.drops() > 0).toList();
            List<Rehearsal> worst = dropping.stream()
                    .sorted(Comparator.comparingInt(Rehearsal::drops).reversed())
                    .limit(WORST_MAX)
                    .toList();
            return new Combined(played.size(), dropping.size(), worst);
        }
    }

    /// Looks ahead from what is agreed and believed now.
    ///
    /// @param lost recorders that are lost now
    public static FailoverForecast of(Site site, SortedSet<NodeId> lost) {
        TreeSet<NodeId> left = new TreeSet<>(site.recorders().keySet());
        left.removeAll(lost);
        Plan now = FailoverPlanner.plan(site, Health.without(lost, site));
        List<Rehearsal> single = new ArrayList<>();
        SortedMap<GroupName, List<NodeId>> busy = new TreeMap<>();
        Draft draft = new Draft(site);
        for (NodeId node : left) {
            if (draft.load(node).records() > 0) {
                single.add(Rehearsal.of(site, lost, new TreeSet<>(List.of(node))));
            }
            if (draft.load(node).cameras() > 0) {
                busy.computeIfAbsent(site.policy().of(node).group(), first -> new ArrayList<>())
                        .add(node);
            }
        }
        busy.values()
                .forEach(nodes -> nodes.sort(Comparator.comparingInt(
                                (NodeId node) -> draft.load(node).records())
                        .reversed()));
        return new FailoverForecast(
                groups(site, lost, now, single),
                single,
                Combined.of(play(site, lost, busy, 2)),
                Combined.of(play(site, lost, busy, 3)),
                misfits(site, now, single, draft),
                protection(site, lost, single));
    }

    private static List<Rehearsal> play(
            Site site, SortedSet<NodeId> lost, SortedMap<GroupName, List<NodeId>> busy, int size) {
        List<SortedSet<NodeId>> together = new ArrayList<>();
        int most = COMBINATIONS_MAX / Math.max(1, busy.size());
        busy.values().forEach(nodes -> {
            int count = nodes.size();
            while (combinations(count, size) > most) {
                count--;
            }
            combine(nodes.subList(0, count), size, new TreeSet<>(), together);
        });
        return together.stream()
                .map(failing -> Rehearsal.of(site, lost, failing))
                .toList();
    }

    private static long combinations(int of, int size) {
        long count = 1;
        for (int each = 0; each < size; each++) {
            count = count * (of - each) / (each + 1);
        }
        return count;
    }

    private static void combine(List<NodeId> from, int size, SortedSet<NodeId> chosen, List<SortedSet<NodeId>> into) {
        if (size == 0) {
            into.add(chosen);
            return;
        }
        for (int each = 0; each + size <= from.size(); each++) {
            TreeSet<NodeId> more = new TreeSet<>(chosen);
            more.add(from.get(each));
            combine(from.subList(each + 1, from.size()), size - 1, more, into);
        }
    }

    private static List<GroupState> groups(Site site, SortedSet<NodeId> lost, Plan now, List<Rehearsal> single) {
        SortedSet<GroupName> names = new TreeSet<>();
        site.recorders()
                .keySet()
                .forEach(node -> names.add(site.policy().of(node).group()));
        SortedSet<NodeId> standIns = new TreeSet<>();
        site.ownerships().forEach((camera, held) -> {
            if (!held.owner().equals(site.camera(camera).primary())) {
                standIns.add(held.owner());
            }
        });
        List<CameraId> drops = List.copyOf(dropsWithOwner(site, single));
        List<GroupState> groups = new ArrayList<>();
        for (GroupName name : names) {
            List<Recorder> members = site.recorders().values().stream()
                    .filter(each -> site.policy().of(each.node()).group().equals(name))
                    .toList();
            groups.add(new GroupState(
                    name,
                    members.stream()
                            .filter(each -> !each.standby())
                            .map(Recorder::node)
                            .toList(),
                    members.stream()
                            .filter(Recorder::standby)
                            .map(Recorder::node)
                            .toList(),
                    members.stream()
                            .filter(each -> each.standby() && standIns.contains(each.node()))
                            .map(Recorder::node)
                            .toList(),
                    members.stream()
                            .map(Recorder::node)
                            .filter(node -> lost.contains(node))
                            .toList(),
                    of(site, name, now.stranded()),
                    of(site, name, now.unguarded()),
                    of(site, name, drops)));
        }
        return groups;
    }

    /// Cameras that nobody would record if their present recorder failed alone.
    private static SortedSet<CameraId> dropsWithOwner(Site site, List<Rehearsal> single) {
        SortedSet<CameraId> drops = new TreeSet<>();
        single.forEach(each -> each.dropped().stream()
                .filter(camera -> each.lost().contains(site.ownership(camera).owner()))
                .forEach(camera -> drops.add(camera)));
        return drops;
    }

    private static List<CameraId> of(Site site, GroupName group, List<CameraId> cameras) {
        return cameras.stream()
                .filter(camera ->
                        site.policy().of(site.camera(camera).primary()).group().equals(group))
                .toList();
    }

    private static List<Misfit> misfits(Site site, Plan now, List<Rehearsal> single, Draft draft) {
        List<Misfit> misfits = new ArrayList<>();
        site.recorders().keySet().forEach(node -> {
            if (!draft.load(node).fits(draft.capacity(node))) {
                misfits.add(new Misfit.Overloaded(node, draft.load(node), draft.capacity(node)));
            }
        });
        now.unguarded().forEach(camera -> misfits.add(new Misfit.NoShadow(camera)));
        for (Rehearsal each : single) {
            NodeId failing = each.lost().first();
            each.dropped().stream()
                    .filter(camera -> draft.held(camera).owner().equals(failing))
                    .forEach(camera -> misfits.add(new Misfit.NoHeir(camera, failing)));
            heirs(each)
                    .forEach(heir -> shortDisk(site, each, heir, failing, draft.capacity(heir))
                            .ifPresent(misfits::add));
        }
        return misfits;
    }

    private static SortedSet<NodeId> heirs(Rehearsal each) {
        SortedSet<NodeId> heirs = new TreeSet<>(each.warm().keySet());
        heirs.addAll(each.cold().keySet());
        return heirs;
    }

    private static Optional<Misfit> shortDisk(Site site, Rehearsal played, NodeId heir, NodeId failing, Capacity most) {
        if (most.diskBytes().isEmpty()) {
            return Optional.empty();
        }
        long anHour = 0;
        for (List<CameraId> cameras : List.of(
                played.warm().getOrDefault(heir, List.of()), played.cold().getOrDefault(heir, List.of()))) {
            for (CameraId camera : cameras) {
                anHour += site.policy().of(camera).diskBytes(1);
            }
        }
        int hours = anHour == 0
                ? STAND_IN_HOURS
                : (int) Math.min(STAND_IN_HOURS, most.diskBytes().getAsLong() / anHour);
        return hours < STAND_IN_HOURS ? Optional.of(new Misfit.ShortDisk(heir, failing, hours)) : Optional.empty();
    }

    private static SortedMap<CameraId, Protection> protection(
            Site site, SortedSet<NodeId> lost, List<Rehearsal> single) {
        SortedSet<CameraId> drops = dropsWithOwner(site, single);
        SortedMap<CameraId, Protection> protection = new TreeMap<>();
        site.ownerships()
                .forEach((camera, held) -> protection.put(camera, protection(site, camera, held, lost, drops)));
        return protection;
    }

    private static Protection protection(
            Site site, CameraId camera, Ownership held, SortedSet<NodeId> lost, SortedSet<CameraId> drops) {
        boolean isAlone = site.policy().of(camera).wanted() == Protection.NONE;
        if (isAlone || lost.contains(held.owner()) || drops.contains(camera)) {
            return Protection.NONE;
        }
        boolean isShadowed =
                held.shadow().filter(shadow -> !lost.contains(shadow)).isPresent();
        return isShadowed ? Protection.SHADOWED : Protection.COLD;
    }
}
