package org.lidless.node;

import java.util.List;
import java.util.Optional;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.wire.BackupReport;
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.ConfigReport;
import org.lidless.wire.FailoverPlanReport;
import org.lidless.wire.IncidentReport;
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
    public ConfigReport apply(ConfigOrder order) {
        if (order.dryRun()) {
            return site.apply(order);
        }
        String subject = order.file() + user(order.by()) + (order.note().isEmpty() ? "" : ": " + order.note());
        return audit.audited(AuditAct.SITE_CONFIGURED, done -> subject + changes(done), () -> site.apply(order));
    }

    @Override
    public ConfigReport rollback(long revision, String by) {
        String subject = "as revision " + revision + user(by);
        return audit.audited(
                AuditAct.SITE_CONFIGURED, done -> subject + changes(done), () -> site.rollback(revision, by));
    }

    /// What it came to; nothing of what was refused.
    private static String changes(Optional<ConfigReport> done) {
        List<String> lines = done.map(ConfigReport::changes).orElse(List.of()).stream()
                .map(String::strip)
                .toList();
        return lines.isEmpty() ? "" : " (" + String.join("; ", lines) + ")";
    }

    /// The machine's user, of whom nothing else is known: a person who signed in has the record's own name.
    private String user(String by) {
        return audit.isLocal() ? " by " + by : "";
    }

    @Override
    public BackupReport backup() {
        return audit.audited(AuditAct.SITE_BACKED_UP, "", site::backup);
    }

    @Override
    public List<BackupReport> backups() {
        return site.backups();
    }

    @Override
    public List<IncidentReport> incidents() {
        return site.incidents();
    }

    @Override
    public ConfigReport config(Optional<Long> revision) {
        return site.config(revision);
    }

    @Override
    public List<ConfigReport> configHistory() {
        return site.configHistory();
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
