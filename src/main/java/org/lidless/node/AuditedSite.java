package org.lidless.node;

import java.util.List;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.wire.FailoverPlanReport;
import org.lidless.wire.RecorderReport;
import org.lidless.wire.SiteDesk;

/// Writes down what a person asks of a site, as [AuditedControl] does for a node.
final class AuditedSite implements SiteDesk {

    private final SiteDesk site;
    private final AuditedControl audit;

    AuditedSite(SiteDesk site, AuditedControl audit) {
        this.site = site;
        this.audit = audit;
    }

    @Override
    public RecorderReport drain(String recorder) {
        return audit.audited(AuditAct.RECORDER_DRAINED, "recorder " + recorder, () -> site.drain(recorder));
    }

    @Override
    public RecorderReport giveBack(String recorder) {
        return audit.audited(AuditAct.RECORDER_RETURNED, "recorder " + recorder, () -> site.giveBack(recorder));
    }

    @Override
    public FailoverPlanReport failoverPlan() {
        return site.failoverPlan();
    }

    @Override
    public List<RecorderReport> recorders() {
        return site.recorders();
    }
}
