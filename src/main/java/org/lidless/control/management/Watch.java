package org.lidless.control.management;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.failover.Health;
import org.lidless.control.failover.HoldDown;
import org.lidless.control.failover.StallGuard;
import org.lidless.control.failover.Suspicion;
import org.lidless.control.failover.Verdict;
import org.lidless.control.site.Incident;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;

/// What the leader has heard since its election: soft state, begun anew with each term. One thread owns it.
final class Watch {

    private final FailoverTiming timing;
    private final SortedMap<NodeId, Suspicion> suspicions = new TreeMap<>();
    private final SortedMap<NodeId, HoldDown> holdDowns = new TreeMap<>();
    private final SortedMap<NodeId, Heartbeat> heard = new TreeMap<>();
    private final SortedSet<NodeId> lost = new TreeSet<>();
    private final SortedSet<NodeId> usable = new TreeSet<>();
    private final SortedSet<NodeId> settled = new TreeSet<>();
    private final SortedSet<NodeId> suspected = new TreeSet<>();
    private final SortedSet<NodeId> leaving = new TreeSet<>();
    private final SortedMap<NodeId, Long> doubtedUs = new TreeMap<>();
    private final SortedMap<NodeId, Verdict> verdicts = new TreeMap<>();
    private final Flows flows;
    private StallGuard guard;

    Watch(FailoverTiming timing, long electedUs) {
        this.timing = timing;
        this.guard = StallGuard.begun(electedUs);
        this.flows = new Flows(timing);
    }

    void heartbeat(Heartbeat heartbeat, long nowUs) {
        NodeId node = heartbeat.node();
        Suspicion before = suspicion(node);
        boolean restarted = before.heardUs().isPresent() && before.boot() != heartbeat.boot();
        suspicions.put(node, before.heartbeat(heartbeat.boot(), nowUs));
        heard.put(node, heartbeat);
        holdDowns.computeIfAbsent(node, met -> HoldDown.met(nowUs, timing));
        if (restarted) {
            holdDowns.computeIfPresent(
                    node, (id, hold) -> hold.wentDown(nowUs, timing).wentUp(nowUs));
        }
    }

    void closed(NodeId node, long boot) {
        suspicions.put(node, suspicion(node).connectionClosed(boot));
    }

    void dialled(NodeId node, boolean refused) {
        Suspicion before = suspicion(node);
        suspicions.put(node, refused ? before.dialRefused() : before.dialAnswered());
    }

    void witnessed(WitnessReport report, long nowUs) {
        suspicions.put(report.about(), suspicion(report.about()).witnessed(report, nowUs));
    }

    /// Forms an opinion of every recorder, and of itself.
    void pass(Site site, long nowUs) {
        guard = guard.pass(nowUs, timing);
        if (guard.late()) {
            // What piled up may be of recorders that have died and come back meanwhile: all prove themselves anew.
            holdDowns.replaceAll((node, hold) -> hold.provedAnew(nowUs));
        }
        suspicions.keySet().retainAll(site.recorders().keySet());
        heard.keySet().retainAll(site.recorders().keySet());
        lost.clear();
        usable.clear();
        settled.clear();
        suspected.clear();
        leaving.clear();
        leaving.addAll(site.policy().drained());
        heard.values().stream().filter(Heartbeat::leaving).map(Heartbeat::node).forEach(node -> leaving.add(node));
        flows.follow(site);
        int silent = 0;
        for (Recorder recorder : site.recorders().values()) {
            Verdict verdict = suspicion(recorder.node()).verdict(nowUs, guard.watchingSinceUs(), timing);
            file(recorder.node(), verdict, nowUs);
            doubt(recorder.node(), verdict, nowUs);
            if (verdict == Verdict.SILENT && flows.isOwner(recorder.node())) {
                silent++;
            }
        }
        guard = guard.sees(silent, usable.size() + suspected.size() + silent);
        flows.pass(heard, usable, nowUs);
    }

    private void doubt(NodeId node, Verdict verdict, long nowUs) {
        verdicts.put(node, verdict);
        switch (verdict) {
            case UNHEARD, ALIVE -> doubtedUs.remove(node);
            case SUSPECTED, SILENT, GONE -> doubtedUs.putIfAbsent(node, nowUs);
        }
    }

    /// When and why each lost recorder was lost.
    ///
    /// @param aheadUs how far the wall clock is ahead of the one that `nowUs` comes from
    SortedMap<NodeId, Noting.Loss> losses(long nowUs, long aheadUs) {
        SortedMap<NodeId, Noting.Loss> losses = new TreeMap<>();
        for (NodeId node : lost) {
            long noticedUs = doubtedUs.getOrDefault(node, nowUs);
            long heardUs = suspicion(node).heardUs().orElse(guard.watchingSinceUs());
            Incident.Cause cause = verdicts.get(node) == Verdict.GONE ? Incident.Cause.GONE : Incident.Cause.SILENT;
            losses.put(node, new Noting.Loss(cause, heardUs + aheadUs, noticedUs + aheadUs));
        }
        return losses;
    }

    private void file(NodeId node, Verdict verdict, long nowUs) {
        switch (verdict) {
            case UNHEARD -> {}
            case ALIVE -> {
                usable.add(node);
                holdDowns.computeIfPresent(node, (id, hold) -> hold.wentUp(nowUs));
                HoldDown hold = holdDowns.get(node);
                if (hold != null && hold.isOver(nowUs)) {
                    settled.add(node);
                }
            }
            case SUSPECTED -> suspected.add(node);
            case SILENT, GONE -> {
                lost.add(node);
                holdDowns.computeIfPresent(node, (id, hold) -> hold.wentDown(nowUs, timing));
            }
        }
    }

    Health health() {
        return new Health(lost, usable, settled, leaving, flows.stuck(), flows.held());
    }

    SortedSet<NodeId> suspected() {
        return suspected;
    }

    boolean mayAct(boolean hasQuorum) {
        return guard.permits(hasQuorum, timing);
    }

    SortedMap<NodeId, Heartbeat> heard() {
        return heard;
    }

    private Suspicion suspicion(NodeId node) {
        return suspicions.getOrDefault(node, Suspicion.UNHEARD);
    }
}
