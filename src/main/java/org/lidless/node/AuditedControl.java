package org.lidless.node;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.wire.Asker;
import org.lidless.wire.AuditBook;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.Control;
import org.lidless.wire.ControlServer;
import org.lidless.wire.ExportFile;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.FootageReport;
import org.lidless.wire.LockOrder;
import org.lidless.wire.LockReport;
import org.lidless.wire.PeopleDesk;
import org.lidless.wire.Rfc3339;
import org.lidless.wire.SiteDesk;
import org.lidless.wire.SiteExport;
import org.lidless.wire.StatusReport;
import org.lidless.wire.Tally;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what a person asks of a node, whether it was done or refused, before the person gets an answer. While
/// that cannot be written, nothing that has to be is done. Any thread.
final class AuditedControl implements Control, ControlServer.Refusals, AuditBook {

    private static final Logger LOG = LoggerFactory.getLogger(AuditedControl.class);

    /// Requests that were not let in and get a record of their own, a minute; the rest is counted, so that nobody can
    /// fill the disk with them.
    private static final int REFUSALS_A_MINUTE = 60;

    private static final long MINUTE_US = 60_000_000;

    /// Things that somebody looks at and that are remembered, so that they have one record a minute; when there
    /// are more, each has its own.
    private static final int VIEWS_MAX = 4_096;

    private final Control control;
    private final AuditTrail trail;
    private final Clock clock;
    private final Asker asker;
    private final boolean passesOn;
    private final ReentrantLock refusing = new ReentrantLock();
    private final Map<View, Long> views;
    private volatile @Nullable AuditForwarding forwarding;
    private long minuteUs = Long.MIN_VALUE;
    private int told;
    private long untold;

    /// Somebody looks at something.
    private record View(Asker who, String act, String subject) {}

    AuditedControl(Control control, AuditTrail trail, Clock clock) {
        this(control, trail, clock, Asker.LOCAL, false, new HashMap<>());
    }

    private AuditedControl(
            Control control, AuditTrail trail, Clock clock, Asker asker, boolean passesOn, Map<View, Long> views) {
        this.control = control;
        this.trail = trail;
        this.clock = clock;
        this.asker = asker;
        this.passesOn = passesOn;
        this.views = views;
    }

    /// Of a node that has no footage: what a recorder does for it is in that recorder's chain, in the same name, and
    /// not here as well.
    static AuditedControl ofManagement(Control control, AuditTrail trail, Clock clock) {
        return new AuditedControl(control, trail, clock, Asker.LOCAL, true, new HashMap<>());
    }

    @Override
    public Control by(Asker other) {
        AuditedControl same = new AuditedControl(control.by(other), trail, clock, other, passesOn, views);
        same.forwarding = forwarding;
        return same;
    }

    /// Whoever is on a node's own machine, this one's or that of the node that passed it on.
    boolean isLocal() {
        return asker.name().equals(Asker.LOCAL.name());
    }

    @Override
    public void write(Asker who, String act, String subject, String outcome) {
        try {
            trail.record(who.name(), who.address(), act, subject, outcome);
        } catch (IOException failed) {
            throw unwritable("It was not allowed", "Safe: nothing was changed.", failed);
        }
    }

    @Override
    public void viewed(Asker who, String act, String subject) {
        View view = new View(who, act, subject);
        long nowUs = clock.elapsedUs();
        synchronized (views) {
            Long before = views.get(view);
            if (before != null && nowUs - before < MINUTE_US) {
                return;
            }
            views.values().removeIf(atUs -> nowUs - atUs >= MINUTE_US);
            if (views.size() < VIEWS_MAX) {
                views.put(view, nowUs);
            }
        }
        try {
            trail.record(who.name(), who.address(), act, subject, AuditRecord.DONE);
        } catch (IOException failed) {
            LOG.error("{}: {} of {} is not in the audit log yet", ProblemCode.AUDIT_UNWRITABLE.code(), act, subject);
        }
    }

    <T> T audited(AuditAct act, String subject, Supplier<T> deed) {
        return audited(act, done -> subject, deed);
    }

    /// @param subject what it was about, once it is known what came of it; of what was refused, nothing did
    <T> T audited(AuditAct act, Function<Optional<T>, String> subject, Supplier<T> deed) {
        try {
            trail.requireWritable();
        } catch (IOException failed) {
            throw unwritable("Nothing was done", "Safe: nothing was changed.", failed);
        }
        T answer;
        try {
            answer = deed.get();
        } catch (ProblemException refused) {
            write(
                    act,
                    subject.apply(Optional.empty()),
                    "refused " + refused.problem().code().code());
            throw refused;
        } catch (RuntimeException bug) {
            write(act, subject.apply(Optional.empty()), "failed " + ProblemCode.BUG.code());
            throw bug;
        }
        write(act, subject.apply(Optional.of(answer)), AuditRecord.DONE);
        return answer;
    }

    /// What is done where the footage is.
    private <T> T atFootage(AuditAct act, String subject, Supplier<T> deed) {
        if (!passesOn) {
            return audited(act, subject, deed);
        }
        try {
            return deed.get();
        } catch (ProblemException refused) {
            if (refused.problem().code() == ProblemCode.NOT_REACHABLE) {
                write(act, subject, "refused " + refused.problem().code().code());
            }
            throw refused;
        }
    }

    private void write(AuditAct act, String subject, String outcome) {
        try {
            trail.record(asker.name(), asker.address(), act, subject, outcome);
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
    public ExportReport startExport(ExportOrder order, Asker by) {
        String subject = order.camera() + "/" + order.stream() + " " + Rfc3339.micros(order.from()) + " to "
                + Rfc3339.micros(order.to())
                + order.path().map(path -> " as " + path).orElse("")
                + order.note().map(note -> ": " + note).orElse("");
        return audited(AuditAct.EXPORT_STARTED, subject, () -> control.startExport(order, asker));
    }

    @Override
    public ExportReport cancelExport(String id) {
        return audited(AuditAct.EXPORT_STOPPED, "export " + id, () -> control.cancelExport(id));
    }

    /// The site's leader asks, for whoever ordered it there.
    @Override
    public ExportReport takeExport(String id, SiteExport given) {
        ExportOrder order = given.order();
        String subject = "export " + id + " for the site: " + order.camera() + "/" + order.stream() + " "
                + Rfc3339.micros(order.from()) + " to " + Rfc3339.micros(order.to());
        return new AuditedControl(control, trail, clock, given.by(), passesOn, views)
                .audited(AuditAct.EXPORT_TAKEN, subject, () -> control.takeExport(id, given));
    }

    /// What a person wanted is in the management server's chain.
    @Override
    public void dropExport(String id) {
        control.dropExport(id);
    }

    @Override
    public Optional<AuditDesk> audit() {
        return control.audit();
    }

    @Override
    public ExportReport removeExport(String id) {
        return audited(AuditAct.EXPORT_REMOVED, "export " + id, () -> control.removeExport(id));
    }

    @Override
    public ExportFile exportFile(String id) {
        if (!passesOn) {
            viewed(asker, AuditAct.EXPORT_FETCHED.word(), "export " + id);
        }
        return control.exportFile(id);
    }

    @Override
    public Confirmed confirmDeletion(String pool) {
        return audited(AuditAct.DELETION_CONFIRMED, "pool " + pool, () -> control.confirmDeletion(pool));
    }

    @Override
    public LockReport lock(LockOrder order) {
        String subject = order.camera() + " " + Rfc3339.micros(order.from()) + " to " + Rfc3339.micros(order.to())
                + ": " + order.reason();
        return atFootage(AuditAct.FOOTAGE_LOCKED, subject, () -> control.lock(order));
    }

    @Override
    public LockReport unlock(String id, String reason) {
        return atFootage(AuditAct.FOOTAGE_UNLOCKED, "lock " + id + ": " + reason, () -> control.unlock(id, reason));
    }

    @Override
    public Optional<SiteDesk> site() {
        return control.site().map(desk -> new AuditedSite(desk, this));
    }

    @Override
    public Optional<String> webAddress() {
        return control.webAddress();
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
    public Tally tally() {
        return control.tally();
    }

    @Override
    public StatusReport status() {
        AuditForwarding known = forwarding;
        return known == null ? control.status() : control.status().withSyslog(known.status());
    }

    /// Records are sent elsewhere, too.
    void forwardedBy(AuditForwarding started) {
        forwarding = started;
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
