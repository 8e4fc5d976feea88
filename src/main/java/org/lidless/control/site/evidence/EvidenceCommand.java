package org.lidless.control.site.evidence;

import java.util.List;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.Sha256;

/// What somebody, or the leader by itself, wants the site to agree on.
public sealed interface EvidenceCommand {

    /// What nodes have said of their chains.
    record AgreeHeads(List<Seen> seen) implements EvidenceCommand {

        public AgreeHeads {
            seen = List.copyOf(seen);
        }
    }

    /// What a node said, asked after `asked` was agreed on.
    ///
    /// @param asked number of the newest head that had been agreed on; 0 when there was none
    /// @param hash  of the record of that number in its chain; empty when it has none
    /// @param head  its newest record
    record Seen(NodeId node, long asked, Optional<Sha256> hash, KeptHead head) {}

    record OrderExport(String id, ExportJob.Wish wish) implements EvidenceCommand {}

    record GiveExport(String id, NodeId runner, int attempt) implements EvidenceCommand {}

    /// @param attempt which one says so
    record EndExport(String id, int attempt, ExportJob.End end) implements EvidenceCommand {}

    /// A person wants it no more.
    record StopExport(String id, long atUs) implements EvidenceCommand {}

    record ForgetExport(String id) implements EvidenceCommand {}
}
