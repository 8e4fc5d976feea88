package org.lidless.control.management;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lidless.control.consensus.Leadership;
import org.lidless.control.consensus.Outcome;
import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.failover.HandbackPlanner;
import org.lidless.control.failover.Health;
import org.lidless.control.failover.Plan;
import org.lidless.control.failover.ShadowSpreader;
import org.lidless.control.management.SiteReplica.Happened;
import org.lidless.control.site.CommandDecider;
import org.lidless.control.site.Decision;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteJson;
import org.lidless.domain.CameraId;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.WitnessReport;

/// One management server's mind: hears, decides by `failover` and `site`, proposes, and hands out what was agreed.
///
/// It does nothing by itself: a loop calls it, in a simulation the same as in production. Time comes in as µs of this
/// process's monotonic clock. While this server does not lead, it only refuses commands.
///
/// A proposal goes: PROPOSED → its answer tells that it was agreed, refused, or is of unknown fate → the next may go.
/// An unknown one may still take effect later, then one decided meanwhile is outdated and is decided anew; or it is the
/// one outdated. Either way no fact takes effect twice.
public final class Management {

    /// Commands that wait for an answer; one more is refused.
    public static final int COMMANDS_MAX = 256;

    private static final long REPEAT_US = 500_000;

    private final NodeId self;
    private final FailoverTiming timing;
    private final Proposer proposer;
    private final Recorders recorders;
    private final Optional<LongSupplier> wallUs;
    private final SiteReplica replica;
    private final ArrayDeque<Asked> commands = new ArrayDeque<>();
    private final Considered considered = new Considered();
    private final SortedMap<NodeId, Long> pushedUs = new TreeMap<>();
    private final SortedMap<NodeId, Long> pushedVersion = new TreeMap<>();
    private final SortedMap<NodeId, Long> dialledUs = new TreeMap<>();
    private Leadership leadership = Leadership.none(0);
    private @Nullable Watch watch;
    private @Nullable Proposal underWay;
    private List<CameraId> stranded = List.of();
    private long serial;

    /// Puts an entry to the log; the answer comes back as [Management#onOutcome] with the same serial.
    public interface Proposer {
        void propose(long serial, byte[] entry);
    }

    private record Asked(SiteCommand command, Consumer<Answer> answer) {}

    private record Proposal(long serial, Optional<Asked> asked) {}

    /// One that notes no history: for simulations, which have no wall clock of their own.
    ///
    /// @param self        this management server
    /// @param firstSerial 63 random bits, so that serials of two starts do not meet
    public Management(
            NodeId self,
            long firstSerial,
            FailoverTiming timing,
            SiteReplica replica,
            Proposer proposer,
            Recorders recorders) {
        this(self, firstSerial, timing, replica, proposer, recorders, Optional.empty());
    }

    /// @param self        this management server
    /// @param firstSerial 63 random bits, so that serials of two starts do not meet
    /// @param wallUs      stamps what is noted for the history, µs since 1970
    public Management(
            NodeId self,
            long firstSerial,
            FailoverTiming timing,
            SiteReplica replica,
            Proposer proposer,
            Recorders recorders,
            Optional<LongSupplier> wallUs) {
        this.self = self;
        this.serial = firstSerial;
        this.timing = timing;
        this.replica = replica;
        this.proposer = proposer;
        this.recorders = recorders;
        this.wallUs = wallUs;
    }

    public Site site() {
        return replica.site();
    }

    /// Cameras whose recorder is lost and that nobody can take.
    public List<CameraId> stranded() {
        return stranded;
    }

    /// What this leader believes of the recorders; empty when it does not lead.
    public Optional<Health> health() {
        return Optional.ofNullable(watch).map(Watch::health);
    }

    /// Whether this server leads, as of its last tick.
    public boolean leads() {
        return watch != null;
    }

    /// The last heartbeat of each recorder that this leader has heard; none when it does not lead.
    public SortedMap<NodeId, Heartbeat> heard() {
        Watch mine = watch;
        return mine == null ? new TreeMap<>() : new TreeMap<>(mine.heard());
    }

    /// Asks for something. The answer always comes, perhaps before this returns.
    public void submit(SiteCommand command, Consumer<Answer> answer) {
        if (watch == null) {
            answer.accept(notLeading());
        } else if (commands.size() >= COMMANDS_MAX) {
            answer.accept(new Answer.NotDone(ProblemCode.REQUEST_REFUSED.problem(
                    COMMANDS_MAX + " commands already wait.", "Not touched.", "Ask again a little later.")));
        } else {
            commands.add(new Asked(command, answer));
            next();
        }
    }

    public void onHeartbeat(Heartbeat heartbeat, long nowUs) {
        Watch heardBy = watch;
        if (heardBy != null && site().recorder(heartbeat.node()).isPresent()) {
            heardBy.heartbeat(heartbeat, nowUs);
            push(heartbeat.node(), nowUs);
        }
    }

    /// The connection to a recorder closed.
    ///
    /// @param boot the start of its process that the connection belonged to
    public void onClosed(NodeId node, long boot, long nowUs) {
        Watch heardBy = watch;
        if (heardBy != null) {
            heardBy.closed(node, boot);
            dial(node, nowUs);
        }
    }

    /// Dialling a suspected recorder ended: refused (nobody listens there), or it answered. No answer is no call.
    public void onDialled(NodeId node, boolean refused) {
        if (watch != null) {
            watch.dialled(node, refused);
        }
    }

    public void onWitness(WitnessReport report, long nowUs) {
        if (watch != null) {
            watch.witnessed(report, nowUs);
        }
    }

    /// An entry was applied here: hand out what it changed; and if it was this server's own, that one has its answer.
    public void onApplied(Happened happened, long nowUs) {
        if (watch != null) {
            site().recorders().keySet().forEach(node -> push(node, nowUs));
        }
        if (happened.entry().proposer().equals(self)) {
            conclude(happened.entry().serial(), asked -> answer(asked, happened));
        }
    }

    /// The answer of the log to a proposal. An agreed one was applied before, and has its answer already.
    public void onOutcome(long ofSerial, Outcome outcome) {
        conclude(ofSerial, asked -> asked.answer().accept(answer(outcome)));
    }

    private void conclude(long ofSerial, Consumer<Asked> then) {
        Proposal proposal = underWay;
        if (proposal != null && proposal.serial() == ofSerial) {
            underWay = null;
            proposal.asked().ifPresent(then);
            next();
        }
    }

    /// Time passes: forms an opinion, decides, repeats what was not heard.
    public void tick(Leadership now, long nowUs) {
        lead(now, nowUs);
        Watch mine = watch;
        if (mine == null) {
            return;
        }
        mine.pass(site(), nowUs);
        mine.suspected().forEach(node -> dial(node, nowUs));
        if (mine.mayAct(now.leading())) {
            decide(mine, nowUs);
        }
        site().recorders().keySet().forEach(node -> push(node, nowUs));
        next();
    }

    private void lead(Leadership now, long nowUs) {
        boolean same = now.leading() == leadership.leading() && now.term() == leadership.term();
        leadership = now;
        if (same) {
            return;
        }
        underWay = abandon(underWay);
        pushedUs.clear();
        pushedVersion.clear();
        dialledUs.clear();
        stranded = List.of();
        watch = now.leading() ? new Watch(timing, nowUs) : null;
        if (watch == null) {
            commands.forEach(asked -> asked.answer().accept(notLeading()));
            commands.clear();
        }
    }

    private static @Nullable Proposal abandon(@Nullable Proposal proposal) {
        if (proposal != null) {
            proposal.asked().ifPresent(asked -> asked.answer().accept(uncertain("leadership changed")));
        }
        return null;
    }

    private void decide(Watch mine, long nowUs) {
        if (underWay != null) {
            return;
        }
        Health health = mine.health();
        Plan plan = considered.plan(site(), health);
        stranded = plan.stranded();
        List<SiteFact> facts = new ArrayList<>(plan.facts());
        wallUs.ifPresent(wall -> facts.addAll(notes(mine, plan, wall.getAsLong(), nowUs)));
        if (facts.isEmpty() && considered.couldHandBack(site(), health)) {
            facts.addAll(HandbackPlanner.plan(site(), health, mine.heard(), timing));
        }
        if (facts.isEmpty() && considered.couldSpread(site(), health)) {
            facts.addAll(ShadowSpreader.plan(site(), health, mine.heard()));
        }
        if (!facts.isEmpty()) {
            propose(facts, Optional.empty());
        }
    }

    private List<SiteFact> notes(Watch mine, Plan plan, long wallNowUs, long nowUs) {
        return Noting.of(site(), plan.facts(), mine.losses(nowUs, wallNowUs - nowUs), wallNowUs);
    }

    /// Takes up the next command that needs agreement.
    private void next() {
        while (underWay == null && !commands.isEmpty()) {
            Asked asked = commands.remove();
            switch (CommandDecider.decide(site(), asked.command())) {
                case Decision.Refused refused -> asked.answer().accept(new Answer.NotDone(refused.problem()));
                case Decision.Accepted accepted
                when accepted.facts().isEmpty() -> asked.answer().accept(new Answer.Done(site().version()));
                case Decision.Accepted accepted -> propose(accepted.facts(), Optional.of(asked));
            }
        }
    }

    private void propose(List<SiteFact> facts, Optional<Asked> asked) {
        serial++;
        underWay = new Proposal(serial, asked);
        proposer.propose(serial, SiteJson.encode(new SiteEntry(self, serial, site().version(), facts)));
    }

    private void answer(Asked asked, Happened happened) {
        switch (happened.fate()) {
            case EFFECTIVE -> asked.answer().accept(new Answer.Done(happened.siteVersion()));
            // The site moved on meanwhile: decide again on the new one, before what was asked later.
            case OUTDATED -> commands.addFirst(asked);
            case CONTRADICTORY ->
                asked.answer()
                        .accept(new Answer.NotDone(ProblemCode.BUG.problem(
                                "The command was agreed on but contradicts the site.",
                                "Not touched: nothing of it took effect.",
                                "Report it with the log.")));
        }
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Agreed agreed -> uncertain("entry " + agreed.index() + " was not seen being applied");
            case Outcome.Refused refused -> notLeading();
            case Outcome.Unknown unknown -> uncertain(unknown.why());
        };
    }

    /// Sends a recorder its assignments when it follows older ones, at most once in a while for the same ones.
    private void push(NodeId node, long nowUs) {
        Optional<Recorder> recorder = site().recorder(node);
        Watch mine = watch;
        if (mine == null || recorder.isEmpty()) {
            return;
        }
        Heartbeat last = mine.heard().get(node);
        if (last == null || last.assignmentsVersion() >= recorder.get().version()) {
            return;
        }
        boolean sameAsBefore =
                pushedVersion.getOrDefault(node, -1L) == recorder.get().version();
        if (!sameAsBefore || nowUs - pushedUs.getOrDefault(node, nowUs - REPEAT_US) >= REPEAT_US) {
            pushedUs.put(node, nowUs);
            pushedVersion.put(node, recorder.get().version());
            recorders.push(LeftSessions.with(
                    site().assignmentsOf(node), mine.heard(), mine.health().usable()));
        }
    }

    private void dial(NodeId node, long nowUs) {
        if (nowUs - dialledUs.getOrDefault(node, nowUs - REPEAT_US) >= REPEAT_US) {
            dialledUs.put(node, nowUs);
            site().recorder(node).ifPresent(recorder -> recorders.dial(node, recorder.address()));
        }
    }

    private static Answer notLeading() {
        return new Answer.NotDone(ProblemCode.NO_LEADER.problem(
                "This management server does not lead.",
                "Safe: every recorder goes on with what it does.",
                "Ask another management server, or wait until one leads."));
    }

    private static Answer uncertain(String why) {
        return new Answer.Uncertain(ProblemCode.OUTCOME_UNKNOWN.problem(
                "It is not known whether the command took effect: " + why + ".",
                "Safe: every recorder goes on with what it does.",
                "Give the same command again; if it took effect, nothing happens."));
    }
}
