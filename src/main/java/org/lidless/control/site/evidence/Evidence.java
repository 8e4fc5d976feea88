package org.lidless.control.site.evidence;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.evidence.EvidenceFact.ChainBroken;
import org.lidless.control.site.evidence.EvidenceFact.ExportEnded;
import org.lidless.control.site.evidence.EvidenceFact.ExportForgotten;
import org.lidless.control.site.evidence.EvidenceFact.ExportGiven;
import org.lidless.control.site.evidence.EvidenceFact.ExportOrdered;
import org.lidless.control.site.evidence.EvidenceFact.HeadAgreed;
import org.lidless.domain.NodeId;

/// What the site has agreed on about evidence. Immutable and sorted.
///
/// @param heads   of each node's audit chain
/// @param exports that were ordered of the site, by name
public record Evidence(SortedMap<NodeId, AuditHeads> heads, SortedMap<String, ExportJob> exports) {

    public static final Evidence NONE = new Evidence(new TreeMap<>(), new TreeMap<>());

    /// Exports that are known at a time, ended ones too.
    public static final int EXPORTS_MAX = 200;

    public Evidence {
        heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
        exports = Collections.unmodifiableSortedMap(new TreeMap<>(exports));
    }

    public AuditHeads headsOf(NodeId node) {
        return heads.getOrDefault(node, AuditHeads.NONE);
    }

    public boolean isEmpty() {
        return heads.isEmpty() && exports.isEmpty();
    }

    /// After one more fact.
    ///
    /// @throws IllegalStateException when it contradicts what was agreed on
    public Evidence after(EvidenceFact fact) {
        return switch (fact) {
            case HeadAgreed agreed -> with(agreed.node(), headsOf(agreed.node()).with(agreed.head()));
            case ChainBroken broken ->
                with(broken.node(), headsOf(broken.node()).with(broken.broken()));
            case ExportOrdered ordered -> {
                check(!exports.containsKey(ordered.job().id()), "an export of this name is known: ", fact);
                check(exports.size() < EXPORTS_MAX, "so many exports are known: ", fact);
                yield with(ordered.job());
            }
            case ExportGiven given -> {
                ExportJob job = open(given.id(), fact);
                check(given.attempt() > job.attempt(), "attempts rise: ", fact);
                yield with(job.given(given.runner(), given.attempt()));
            }
            case ExportEnded ended -> with(open(ended.id(), fact).ended(ended.end()));
            case ExportForgotten forgotten -> {
                SortedMap<String, ExportJob> left = new TreeMap<>(exports);
                check(left.remove(forgotten.id()) != null, "no such export: ", fact);
                yield new Evidence(heads, left);
            }
        };
    }

    private ExportJob open(String id, EvidenceFact fact) {
        ExportJob job = exports.get(id);
        if (job == null || !job.isOpen()) {
            throw new IllegalStateException("no such export, or it has ended: " + fact);
        }
        return job;
    }

    private Evidence with(NodeId node, AuditHeads known) {
        SortedMap<NodeId, AuditHeads> all = new TreeMap<>(heads);
        all.put(node, known);
        return new Evidence(all, exports);
    }

    private Evidence with(ExportJob job) {
        SortedMap<String, ExportJob> all = new TreeMap<>(exports);
        all.put(job.id(), job);
        return new Evidence(heads, all);
    }

    private static void check(boolean holds, String otherwise, EvidenceFact fact) {
        if (!holds) {
            throw new IllegalStateException(otherwise + fact);
        }
    }
}
