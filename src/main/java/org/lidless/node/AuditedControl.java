package org.lidless.node;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.wire.Control;
import org.lidless.wire.ControlServer;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.FootageReport;
import org.lidless.wire.LockOrder;
import org.lidless.wire.LockReport;
import org.lidless.wire.PeopleDesk;
import org.lidless.wire.Rfc3339;
import org.lidless.wire.SiteDesk;
import org.lidless.wire.StatusReport;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what a person asks of a node, whether it was done or refused, before the person gets an answer. While
/// that cannot be written, nothing that has to be is done. Any thread.
final class AuditedControl implements Control, ControlServer.Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(AuditedControl.class);

    /// Whoever can read the token that only this machine's user of the product can read.
    private static final String LOCAL = "local";

    private static final String HERE = "127.0.0.1";

    /// Requests that were not let in and get a record of their own, a minute; the rest is counted, so that nobody can
    /// fill the disk with them.
    private static final int REFUSALS_A_MINUTE = 60;

    private static final long MINUTE_US = 60_000_000;

    private final Control control;
    private final AuditTrail trail;
    private final Clock clock;
    private final ReentrantLock refusing = new ReentrantLock();
    private long minuteUs = Long.MIN_VALUE;
    private int told;
    private long untold;

    AuditedControl(Control control, AuditTrail trail, Clock clock) {
        this.control = control;
        this.trail = trail;
        this.clock = clock;
    }

    <T> T audited(AuditAct act, String subject, Supplier<T> deed) {
        try {
            trail.requireWritable();
        } catch (IOException failed) {
            throw unwritable("Nothing was done", "Safe: nothing was changed.", failed);
        }
        T answer;
        try {
            answer = deed.get();
        } catch (ProblemException refused) {
            write(act, subject, "refused " + refused.problem().code().code());
            throw refused;
        }
        write(act, subject, AuditRecord.DONE);
        return answer;
    }

    private void write(AuditAct act, String subject, String outcome) {
        try {
            trail.record(LOCAL, HERE, act, subject, outcome);
        } catch (IOException failed) {
            LOG.error("{}: {} of {} is not in the audit log yet", ProblemCode.AUDIT_UNWRITABLE.code(), act, subject);
            throw unwritable(
                    "What was asked for may have been done, and its record is written as soon as that is possible",
                    "Safe: recording does not depend on the audit log.",
                    failed);
        }
    }

    private static ProblemException unwritable(String what, String footage, IOException why) {
        return ProblemCode.AUDIT_UNWRITABLE.because(
                "The audit log cannot be written (" + why.getMessage() + "). " + what + ".",
                footage,
                "Look at the disk of the node's data directory: is it full, read-only or failing?");
    }

    @Override
    public void refused(String from, String request) {
        refusing.lock();
        try {
            long nowUs = clock.elapsedUs();
            if (minuteUs == Long.MIN_VALUE || nowUs - minuteUs >= MINUTE_US) {
                minuteUs = nowUs;
                told = 0;
            }
            if (told >= REFUSALS_A_MINUTE) {
                untold++;
                return;
            }
            told++;
            String others = untold == 0 ? "" : " (and " + untold + " more before it)";
            trail.record("unknown", from, AuditAct.ACCESS_REFUSED, request + others, ProblemCode.ACCESS_DENIED.code());
            untold = 0;
        } catch (IOException failed) {
            untold++;
            LOG.error("{}: a refused request is not in the audit log yet", ProblemCode.AUDIT_UNWRITABLE.code(), failed);
        } finally {
            refusing.unlock();
        }
    }

    @Override
    public ExportReport startExport(ExportOrder order) {
        String subject = order.camera() + "/" + order.stream() + " " + Rfc3339.micros(order.from()) + " to "
                + Rfc3339.micros(order.to()) + " as " + order.path();
        return audited(AuditAct.EXPORT_STARTED, subject, () -> control.startExport(order));
    }

    @Override
    public ExportReport cancelExport(String id) {
        return audited(AuditAct.EXPORT_STOPPED, "export " + id, () -> control.cancelExport(id));
    }

    @Override
    public Confirmed confirmDeletion(String pool) {
        return audited(AuditAct.DELETION_CONFIRMED, "pool " + pool, () -> control.confirmDeletion(pool));
    }

    @Override
    public LockReport lock(LockOrder order) {
        String subject = order.camera() + " " + Rfc3339.micros(order.from()) + " to " + Rfc3339.micros(order.to())
                + ": " + order.reason();
        return audited(AuditAct.FOOTAGE_LOCKED, subject, () -> control.lock(order));
    }

    @Override
    public LockReport unlock(String id, String reason) {
        return audited(AuditAct.FOOTAGE_UNLOCKED, "lock " + id + ": " + reason, () -> control.unlock(id, reason));
    }

    @Override
    public Optional<SiteDesk> site() {
        return control.site().map(desk -> new AuditedSite(desk, this));
    }

    /// Writes down by itself what is asked of it.
    @Override
    public Optional<PeopleDesk> people() {
        return control.people();
    }

    @Override
    public InvitationReport invite(InvitationOrder order) {
        String subject = order.role() + order.node().map(node -> " " + node).orElse("");
        return audited(AuditAct.NODE_INVITED, subject, () -> control.invite(order));
    }

    @Override
    public JoinReport join(JoinOrder order) {
        String subject = order.node() + " by invitation " + order.id();
        return audited(AuditAct.NODE_JOINED, subject, () -> control.join(order));
    }

    /// No person asks for it: nothing changes but a date.
    @Override
    public RenewalReport renew(RenewalOrder order) {
        return control.renew(order);
    }

    @Override
    public ServersReport admit(Server server) {
        return audited(AuditAct.SERVER_ADMITTED, server.member(), () -> control.admit(server));
    }

    @Override
    public ServersReport dismiss(String server) {
        return audited(AuditAct.SERVER_DISMISSED, server, () -> control.dismiss(server));
    }

    @Override
    public StatusReport status() {
        return control.status();
    }

    @Override
    public FootageReport footage(FootageQuestion question) {
        return control.footage(question);
    }

    @Override
    public List<ExportReport> exports() {
        return control.exports();
    }

    @Override
    public ExportReport export(String id) {
        return control.export(id);
    }

    @Override
    public List<LockReport> locks() {
        return control.locks();
    }
}
