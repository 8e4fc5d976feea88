package org.lidless.footage.evidence;

import java.util.List;
import org.lidless.domain.TimeSpan;

/// What a check of a chain has found.
///
/// @param records  how many there are
/// @param span     from the first record's moment to the last one's; empty when there are none
/// @param head     the newest record
/// @param findings in order, at most [AuditCheck#FINDINGS_MAX]
public record AuditReport(long records, TimeSpan span, AuditHead head, List<AuditFinding> findings) {

    public AuditReport {
        findings = List.copyOf(findings);
    }

    /// Whether nobody has changed the chain, for all that it can tell.
    public boolean isUnbroken() {
        return findings.stream().noneMatch(AuditFinding::isTampering);
    }
}
