package org.lidless.control.management;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.lidless.control.failover.Health;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.evidence.EvidenceCommand;
import org.lidless.control.site.evidence.EvidenceCommand.ForgetExport;
import org.lidless.control.site.evidence.EvidenceCommand.GiveExport;
import org.lidless.control.site.evidence.ExportJob;
import org.lidless.domain.NodeId;

/// Who makes an export that was ordered of the site, and what recorders are still to be told. An order is given
/// to one recorder; when that is lost, to another, which begins at the beginning. Pure.
///
/// @param wishes  what the site is to agree on
/// @param tells   orders that their recorders do not know yet
/// @param drops   what recorders keep of exports that are not theirs to make any more
public record ExportPlan(List<EvidenceCommand> wishes, List<Tell> tells, List<Drop> drops) {

    /// How long an ended export is kept, µs: seven days.
    public static final long KEPT_US = 7L * 24 * 3600 * 1_000_000;

    /// A recorder is to be given an order.
    public record Tell(NodeId runner, ExportJob job) {}

    /// A recorder is to forget an export.
    public record Drop(NodeId runner, String id) {}

    public ExportPlan {
        wishes = List.copyOf(wishes);
        tells = List.copyOf(tells);
        drops = List.copyOf(drops);
    }

    /// @param reported what recorders that answered just now have: attempt by export
    public static ExportPlan of(
            Site site, Health health, SortedMap<NodeId, SortedMap<String, Integer>> reported, long nowUs) {
        List<EvidenceCommand> wishes = new ArrayList<>();
        List<Tell> tells = new ArrayList<>();
        List<Drop> drops = new ArrayList<>();
        for (ExportJob job : site.evidence().exports().values()) {
            if (job.end().filter(end -> nowUs - end.endedUs() > KEPT_US).isPresent()) {
                wishes.add(new ForgetExport(job.id()));
            } else if (job.isOpen() && !hasRunner(job, site, health)) {
                runner(job, site, health)
                        .ifPresent(node -> wishes.add(new GiveExport(job.id(), node, job.attempt() + 1)));
            } else if (job.isOpen()) {
                NodeId runner = job.runner().orElseThrow();
                Map<String, Integer> known = reported.get(runner);
                // An earlier attempt of its own is dropped first.
                if (known != null && !known.containsKey(job.id())) {
                    tells.add(new Tell(runner, job));
                }
            }
        }
        reported.forEach((node, known) -> known.forEach((id, attempt) -> {
            ExportJob job = site.evidence().exports().get(id);
            boolean isWanted = job != null
                    && job.attempt() == attempt
                    && job.runner().filter(node::equals).isPresent()
                    && job.end().filter(end -> end.state().equals("stopped")).isEmpty();
            if (!isWanted) {
                drops.add(new Drop(node, id));
            }
        }));
        return new ExportPlan(wishes, tells, drops);
    }

    private static boolean hasRunner(ExportJob job, Site site, Health health) {
        return job.runner()
                .filter(node -> site.recorder(node).isPresent() && !health.isLost(node))
                .isPresent();
    }

    /// Who has the first camera; else who has the fewest to make. Nobody for now while whoever has the camera is
    /// neither heard nor lost, as after a new leader's election: one of the two follows within seconds.
    private static Optional<NodeId> runner(ExportJob job, Site site, Health health) {
        Optional<NodeId> owner = Optional.ofNullable(
                        site.ownerships().get(job.wish().cameras().getFirst()))
                .map(Ownership::owner);
        if (owner.filter(node -> !health.isUsable(node) && !health.isLost(node)).isPresent()) {
            return Optional.empty();
        }
        return owner.filter(health::isStaying)
                .or(() -> site.recorders().keySet().stream()
                        .filter(health::isStaying)
                        .min(Comparator.comparingLong((NodeId node) -> given(site, node))
                                .thenComparing(Comparator.naturalOrder())));
    }

    private static long given(Site site, NodeId node) {
        return site.evidence().exports().values().stream()
                .filter(ExportJob::isOpen)
                .filter(each -> each.runner().filter(node::equals).isPresent())
                .count();
    }
}
