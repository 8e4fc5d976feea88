package org.lidless.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.lidless.cli.Commands;
import org.lidless.control.failover.GroupState;
import org.lidless.control.failover.Health;
import org.lidless.control.management.Management;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.site.Camera;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.Hindrance;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Protection;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.Asker;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.CameraStatus.Charge;
import org.lidless.wire.CameraStatus.Guard;
import org.lidless.wire.CameraStatus.Stored;
import org.lidless.wire.CameraStatus.Trouble;
import org.lidless.wire.Control;
import org.lidless.wire.ExportFile;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.FootageReport;
import org.lidless.wire.LockOrder;
import org.lidless.wire.LockReport;
import org.lidless.wire.Membership;
import org.lidless.wire.PeopleDesk;
import org.lidless.wire.SiteDesk;
import org.lidless.wire.StatusReport;
import org.lidless.wire.StatusReport.ServerStatus;
import org.lidless.wire.Tally;
import org.lidless.world.World;

/// Answers for a management server: who owns each camera, who guards it, and what losing the owner would cost.
final class ManagementControl implements Control {

    private static final long ANSWER_SECONDS_MAX = 3;
    /// A camera counts as recorded while its owner's newest durable sample is younger than this, µs.
    private static final long FRESH_US = 5_000_000;

    private final World world;
    private final NodeId self;
    private final ManagementLoop management;
    private final Supplier<List<ServerStatus>> servers;
    private final Membership membership;
    private final SiteExports exports;
    private final AuditDesk audit;
    private final PeopleDesk people;
    private final RecorderCalls recorders;
    private volatile Supplier<Optional<String>> webAddress = Optional::empty;
    private final long startedUs;
    private final FailoverTeller failover;
    private final ManagedSite site;
    private final Asker asker;

    /// @param servers the site's management servers and how they are now
    ManagementControl(
            World world,
            NodeId self,
            ManagementLoop management,
            WantedSite wanted,
            CameraPlaces places,
            Backups backups,
            Supplier<List<ServerStatus>> servers,
            Membership membership,
            PeopleDesk people,
            RecorderCalls recorders,
            SiteExports exports,
            AuditDesk audit) {
        this.world = world;
        this.self = self;
        this.management = management;
        this.servers = servers;
        this.membership = membership;
        this.people = people;
        this.recorders = recorders;
        this.exports = exports;
        this.audit = audit;
        this.asker = Asker.LOCAL;
        this.startedUs = world.clock().wallUs();
        this.failover = new FailoverTeller();
        this.site = new ManagedSite(world, management, failover, wanted, places::checkNew, backups);
    }

    private ManagementControl(ManagementControl same, Asker asker) {
        this.world = same.world;
        this.self = same.self;
        this.management = same.management;
        this.servers = same.servers;
        this.membership = same.membership;
        this.people = same.people;
        this.recorders = same.recorders;
        this.exports = same.exports;
        this.audit = same.audit;
        this.startedUs = same.startedUs;
        this.failover = same.failover;
        this.site = same.site;
        this.webAddress = same.webAddress;
        this.asker = asker;
    }

    /// Recorders are asked in that name.
    @Override
    public Control by(Asker other) {
        return new ManagementControl(this, other);
    }

    /// What the leader knows at one moment.
    private record View(Site site, Optional<Health> health, SortedMap<NodeId, Heartbeat> heard) {}

    @Override
    public StatusReport status() {
        View view = view();
        long nowUs = world.clock().wallUs();
        List<CameraStatus> cameras = new ArrayList<>();
        for (Camera camera : view.site().cameras().values()) {
            cameras.add(status(camera, view, nowUs));
        }
        return new StatusReport(
                        StatusReport.VERSION,
                        self.value(),
                        Commands.Version.text(),
                        ProcessHandle.current().pid(),
                        TimeSpan.instant(nowUs),
                        TimeSpan.instant(startedUs),
                        cameras,
                        List.of())
                .withGroups(FailoverTeller.groups(failover.forecast(view.site(), lost(view))))
                .withServers(servers.get());
    }

    @Override
    public Tally tally() {
        return site.tally();
    }

    @Override
    public Optional<PeopleDesk> people() {
        return Optional.of(people);
    }

    /// The failover groups as this server sees them; none when it does not lead.
    List<GroupState> groups() {
        return site.groups();
    }

    private static SortedSet<NodeId> lost(View view) {
        return view.health().map(Health::lost).orElseGet(TreeSet::new);
    }

    @Override
    public Optional<SiteDesk> site() {
        return Optional.of(site);
    }

    private View view() {
        try {
            return management
                    .ask((Management asked) -> new View(asked.site(), asked.health(), asked.heard()))
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw overloaded(stopped);
        } catch (ExecutionException | TimeoutException late) {
            throw overloaded(late);
        }
    }

    private static ProblemException overloaded(Exception why) {
        return new ProblemException(
                ProblemCode.NO_LEADER.problem(
                        "This management server does not answer now.",
                        "Safe: every recorder goes on with what it does.",
                        "Ask again."),
                why);
    }

    private CameraStatus status(Camera camera, View view, long nowUs) {
        Optional<Ownership> held = Optional.ofNullable(view.site().ownerships().get(camera.id()));
        Optional<String> home = Optional.of(camera.primary().value());
        if (held.isEmpty()) {
            return CameraStatus.of(
                            camera.id().value(),
                            StreamKind.MAIN.word(),
                            "unassigned",
                            false,
                            TimeSpan.instant(startedUs))
                    .with(new Charge(Optional.empty(), Optional.empty(), Optional.of(0L), home))
                    .with(guard(camera, Optional.empty(), Protection.NONE, false));
        }
        Ownership owned = held.get();
        boolean isOwnerLost =
                view.health().filter(health -> health.isLost(owned.owner())).isPresent();
        Optional<CameraReport> owners = report(camera, owned.owner(), view);
        OptionalLong durableUs = owners.map(CameraReport::durableUs).orElse(OptionalLong.empty());
        boolean isFresh = durableUs.isPresent() && nowUs - durableUs.getAsLong() < FRESH_US;
        boolean isOff = !view.site().policy().of(camera.id()).care().isOn(nowUs);
        boolean isRecorded = !isOwnerLost && isFresh && !isOff;
        boolean isReady = owned.shadow()
                .flatMap(shadow -> report(camera, shadow, view))
                .filter(said -> said.ready() && said.epoch().equals(owned.epoch()))
                .isPresent();
        Protection protection =
                failover.forecast(view.site(), lost(view)).protection().getOrDefault(camera.id(), Protection.NONE);
        return CameraStatus.of(
                        camera.id().value(),
                        StreamKind.MAIN.word(),
                        isOwnerLost ? "lost" : isRecorded ? "recording" : isOff ? CameraStatus.OFF : "waiting",
                        isRecorded,
                        TimeSpan.instant(startedUs))
                .with(Stored.upTo(
                        durableUs.isPresent() && !isOff
                                ? Optional.of(TimeSpan.instant(durableUs.getAsLong()))
                                : Optional.empty()))
                .with(owners.map(ManagementControl::trouble).orElse(Trouble.NONE))
                .with(new Charge(
                        Optional.empty(),
                        Optional.of(owned.owner().value()),
                        Optional.of(owned.epoch().value()),
                        home))
                .with(guard(camera, owned.shadow(), protection, isReady));
    }

    /// What the owner says of it in its heartbeat.
    private static Trouble trouble(CameraReport said) {
        Hindrance hindrance = said.trouble().hindrance();
        EscalationStep step = said.trouble().step();
        return new Trouble(
                hindrance == Hindrance.NONE ? Optional.empty() : Optional.of(hindrance.word()),
                step == EscalationStep.NONE ? Optional.empty() : Optional.of(step.word()),
                Optional.empty(),
                Optional.empty());
    }

    private static Guard guard(Camera camera, Optional<NodeId> shadow, Protection protection, boolean isReady) {
        return new Guard(
                shadow.map(NodeId::value),
                Optional.of(protection.word()),
                Optional.of(isReady),
                Optional.of(ExpectedLoss.of(camera, protection)));
    }

    private static Optional<CameraReport> report(Camera camera, NodeId node, View view) {
        return Optional.ofNullable(view.heard().get(node))
                .map(heartbeat -> heartbeat.cameras().get(camera.id()));
    }

    private static CameraId camera(String name) {
        try {
            return new CameraId(name);
        } catch (IllegalArgumentException noName) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    noName.getMessage() + ".", "Safe: nothing was changed.", "lidless status lists the cameras.");
        }
    }

    /// It answers browsers from now on.
    void isReachedBy(Supplier<Optional<String>> web) {
        webAddress = web;
    }

    @Override
    public Optional<String> webAddress() {
        return webAddress.get();
    }

    private ProblemException askARecorder() {
        return ProblemCode.REQUEST_REFUSED.because(
                "Node " + self + " is a management server and has no footage.",
                "Safe: nothing was changed.",
                "Ask a recorder: every one of them shows and exports the footage of all.");
    }

    /// Every recorder shows the footage of all.
    @Override
    public FootageReport footage(FootageQuestion question) {
        return recorders.any(camera(question.camera()), each -> each.footage(question));
    }

    @Override
    public ExportReport startExport(ExportOrder order, Asker by) {
        return exports.start(order, by);
    }

    @Override
    public List<ExportReport> exports() {
        return exports.all();
    }

    @Override
    public ExportReport export(String id) {
        return exports.find(id);
    }

    @Override
    public ExportReport cancelExport(String id) {
        return exports.stop(id);
    }

    @Override
    public ExportReport removeExport(String id) {
        return exports.remove(id);
    }

    @Override
    public ExportFile exportFile(String id) {
        return exports.fileOf(id, asker);
    }

    @Override
    public Optional<AuditDesk> audit() {
        return Optional.of(audit);
    }

    @Override
    public Confirmed confirmDeletion(String pool) {
        throw askARecorder();
    }

    @Override
    public LockReport lock(LockOrder order) {
        return recorders.any(camera(order.camera()), each -> each.by(asker).lock(order));
    }

    @Override
    public List<LockReport> locks() {
        return recorders.any(null, Control::locks);
    }

    @Override
    public LockReport unlock(String id, String reason) {
        return recorders.any(null, each -> each.by(asker).unlock(id, reason));
    }

    @Override
    public InvitationReport invite(InvitationOrder order) {
        return membership.invite(order);
    }

    @Override
    public JoinReport join(JoinOrder order) {
        return membership.join(order);
    }

    @Override
    public RenewalReport renew(RenewalOrder order) {
        return membership.renew(order);
    }

    @Override
    public ServersReport admit(Server server) {
        return membership.admit(server);
    }

    @Override
    public ServersReport dismiss(String server) {
        return membership.dismiss(server);
    }
}
