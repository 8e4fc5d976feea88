package org.lidless.control.site.evidence;

import org.lidless.domain.NodeId;

/// Something about evidence that the site has agreed on.
public sealed interface EvidenceFact {

    /// A node's audit chain has got so far.
    record HeadAgreed(NodeId node, KeptHead head) implements EvidenceFact {}

    /// A node's audit chain is not the one any more that was agreed on.
    record ChainBroken(NodeId node, AuditHeads.Break broken) implements EvidenceFact {}

    record ExportOrdered(ExportJob job) implements EvidenceFact {}

    /// This recorder is to make it.
    record ExportGiven(String id, NodeId runner, int attempt) implements EvidenceFact {}

    record ExportEnded(String id, ExportJob.End end) implements EvidenceFact {}

    record ExportForgotten(String id) implements EvidenceFact {}
}
