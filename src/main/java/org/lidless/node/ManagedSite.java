package org.lidless.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.lidless.control.failover.GroupState;
import org.lidless.control.failover.Health;
import org.lidless.control.management.Answer;
import org.lidless.control.management.Management;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Incident;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteCommand.DrainRecorder;
import org.lidless.control.site.SiteCommand.ReturnRecorder;
import org.lidless.domain.CameraId;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.BackupReport;
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.ConfigReport;
import org.lidless.wire.FailoverPlanReport;
import org.lidless.wire.IncidentReport;
import org.lidless.wire.RecorderReport;
import org.lidless.wire.SiteDesk;
import org.lidless.wire.Takeovers;
import org.lidless.wire.Tally;
import org.lidless.world.World;

/// Answers for a management server's site, and carries out what somebody asks of it.
final class ManagedSite implements SiteDesk {

    private static final long ANSWER_SECONDS_MAX = 5;

    private final World world;
    private final ManagementLoop management;
    private final FailoverTeller failover;
    private final ConfigDesk config;
    private final Backups backups;
    private final long startedUs;
    private Takeovers takeovers = Takeovers.none(0);

    /// @param places throws when a camera of the second site, and not of the first, is where none is looked for
    ManagedSite(
            World world,
            ManagementLoop management,
            FailoverTeller failover,
            WantedSite wanted,
            BiConsumer<DesiredSite, DesiredSite> places,
            Backups backups) {
        this.world = world;
        this.management = management;
        this.failover = failover;
        this.backups = backups;
        this.startedUs = world.clock().wallUs();
        this.config = new ConfigDesk(world.clock(), management::site, wanted, places, this::carryOut);
    }

    /// What the leader knows at one moment.
    private record View(Site site, Optional<Health> health, SortedSet<NodeId> leaving) {

        static View of(Management asked) {
            TreeSet<NodeId> leaving = new TreeSet<>();
            asked.heard().values().stream()
                    .filter(Heartbeat::leaving)
                    .map(Heartbeat::node)
                    .forEach(leaving::add);
            return new View(asked.site(), asked.health(), leaving);
        }

        SortedSet<NodeId> lost() {
            return health.map(Health::lost).orElseGet(TreeSet::new);
        }
    }

    @Override
    public FailoverPlanReport failoverPlan() {
        View view = view();
        return failover.report(view.site(), view.lost(), world.clock().wallUs());
    }

    /// The failover groups as this server sees them; none when it does not lead.
    List<GroupState> groups() {
        View view = view();
        return view.health().isPresent()
                ? failover.forecast(view.site(), view.lost()).groups()
                : List.of();
    }

    @Override
    public List<RecorderReport> recorders() {
        View view = view();
        Held held = Held.of(view.site());
        return view.site().recorders().values().stream()
                .map(each -> report(each, view, held))
                .toList();
    }

    /// How many cameras each recorder owns and shadows.
    private record Held(Map<NodeId, Integer> owned, Map<NodeId, Integer> shadowed) {

        static Held of(Site site) {
            Map<NodeId, Integer> owned = new HashMap<>();
            Map<NodeId, Integer> shadowed = new HashMap<>();
            site.ownerships().values().forEach(each -> {
                owned.merge(each.owner(), 1, Integer::sum);
                each.shadow().ifPresent(shadow -> shadowed.merge(shadow, 1, Integer::sum));
            });
            return new Held(owned, shadowed);
        }
    }

    private static RecorderReport report(Recorder recorder, View view, Held held) {
        NodeId node = recorder.node();
        Site site = view.site();
        return new RecorderReport(
                node.value(),
                recorder.standby(),
                site.policy().of(node).group().value(),
                recorder.zone().value(),
                view.health().map(health -> state(health, node)).orElse("unknown"),
                site.policy().drained().contains(node),
                view.leaving().contains(node),
                held.owned().getOrDefault(node, 0),
                held.shadowed().getOrDefault(node, 0));
    }

    private static String state(Health health, NodeId node) {
        if (health.isUsable(node)) {
            return "well";
        }
        return health.isLost(node) ? "lost" : "suspected";
    }

    @Override
    public RecorderReport drain(String recorder) {
        NodeId node = name(recorder);
        carryOut(new DrainRecorder(node));
        return report(node);
    }

    @Override
    public RecorderReport giveBack(String recorder) {
        NodeId node = name(recorder);
        carryOut(new ReturnRecorder(node));
        return report(node);
    }

    @Override
    public BackupReport backup() {
        return backups.now();
    }

    @Override
    public List<BackupReport> backups() {
        return backups.list();
    }

    @Override
    public List<IncidentReport> incidents() {
        Site site = management.site();
        return site.incidents().reversed().stream()
                .map(each -> report(each, site))
                .toList();
    }

    /// What has been counted since this server started.
    Tally tally() {
        Site site = management.site();
        List<IncidentReport> since = site.incidents().stream()
                .filter(each -> each.decidedUs() >= startedUs)
                .map(each -> report(each, site))
                .toList();
        return new Tally(Optional.of(counted(since)), spare(site), Optional.empty(), Optional.empty());
    }

    /// The site forgets old incidents, and a counter never falls. The lock guards the count and nothing else.
    private synchronized Takeovers counted(List<IncidentReport> since) {
        takeovers = takeovers.with(since);
        return takeovers;
    }

    private static SortedMap<String, Long> spare(Site site) {
        SortedMap<String, Long> spare = new TreeMap<>();
        for (NodeId node : site.recorders().keySet()) {
            site.policy().of(node).capacity().streams().ifPresent(most -> {
                long records = site.ownerships().values().stream()
                        .filter(held -> held.owner().equals(node))
                        .count();
                spare.put(node.value(), Math.max(0, most - records));
            });
        }
        return spare;
    }

    private static IncidentReport report(Incident incident, Site site) {
        return new IncidentReport(
                incident.id(),
                incident.lost().value(),
                incident.cause().word(),
                TimeSpan.instant(incident.heardUs()),
                TimeSpan.instant(incident.noticedUs()),
                TimeSpan.instant(incident.decidedUs()),
                incident.cameras().stream()
                        .map(taken -> new IncidentReport.Taken(
                                taken.camera().value(),
                                taken.epoch().value(),
                                taken.heir().value(),
                                taken.warm(),
                                isHome(taken.camera(), site)))
                        .toList());
    }

    private static boolean isHome(CameraId camera, Site site) {
        return site.cameras().containsKey(camera)
                && site.ownership(camera).owner().equals(site.camera(camera).primary());
    }

    @Override
    public ConfigReport config(Optional<Long> revision) {
        return config.get(revision);
    }

    @Override
    public List<ConfigReport> configHistory() {
        return config.history();
    }

    @Override
    public ConfigReport apply(ConfigOrder order) {
        return config.apply(order);
    }

    @Override
    public ConfigReport rollback(long revision, String by) {
        return config.rollback(revision, by);
    }

    private RecorderReport report(NodeId node) {
        View view = view();
        return view.site()
                .recorder(node)
                .map(each -> report(each, view, Held.of(view.site())))
                .orElseThrow(() -> unknown(node.value()));
    }

    private static NodeId name(String recorder) {
        try {
            return new NodeId(recorder);
        } catch (IllegalArgumentException noName) {
            throw unknown(recorder);
        }
    }

    private static ProblemException unknown(String recorder) {
        return ProblemCode.NOTHING_FOUND.because(
                "There is no recorder \"" + recorder + "\".",
                "Not touched: nothing was changed.",
                "lidless recorder list shows those that there are.");
    }

    private void carryOut(SiteCommand command) {
        switch (waited(
                () -> management.submit(command).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS), ManagedSite::unclear)) {
            case Answer.Done done -> {}
            case Answer.NotDone refused -> throw new ProblemException(refused.problem());
            case Answer.Uncertain unclear -> throw new ProblemException(unclear.problem());
        }
    }

    private View view() {
        return waited(
                () -> management.ask(View::of).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS), ManagedSite::overloaded);
    }

    private interface Waiting<T> {
        T get() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static <T> T waited(Waiting<T> answer, Function<Exception, ProblemException> without) {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw without.apply(stopped);
        } catch (ExecutionException | TimeoutException late) {
            throw without.apply(late);
        }
    }

    /// A command that was not answered in time may yet be agreed on: whoever says that it was refused would lie.
    private static ProblemException unclear(Exception why) {
        return new ProblemException(
                ProblemCode.OUTCOME_UNKNOWN.problem(
                        "It is not known whether the command took effect: it was not agreed on in time.",
                        "Safe: every recorder goes on with what it does.",
                        "Give the same command again; if it took effect, nothing happens."),
                why);
    }

    private static ProblemException overloaded(Exception why) {
        return new ProblemException(
                ProblemCode.NO_LEADER.problem(
                        "This management server does not answer now.",
                        "Safe: every recorder goes on with what it does.",
                        "Ask again; the same command twice does no harm."),
                why);
    }
}
