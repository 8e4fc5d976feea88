package org.lidless.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lidless.control.failover.Health;
import org.lidless.control.management.ExportPlan;
import org.lidless.control.management.Management;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.site.Site;
import org.lidless.control.site.evidence.EvidenceCommand;
import org.lidless.control.site.evidence.EvidenceCommand.AgreeHeads;
import org.lidless.control.site.evidence.EvidenceCommand.Seen;
import org.lidless.control.site.evidence.ExportJob;
import org.lidless.control.site.evidence.KeptHead;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.ExportReport;
import org.lidless.wire.Json;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// While this management server leads: has the site agree on the head of every node's audit chain, every 10 s and
/// all in one entry, and sees to it that exports which were ordered are made. A thread of its own; it asks all
/// nodes at once, each on a thread that waits for it alone.
final class EvidenceKeeper implements Runnable {

    /// How often heads are asked for, µs.
    static final long HEADS_US = 10_000_000;

    private static final long LOOK_US = 500_000;

    /// How often recorders are looked at for left-overs while nothing is ordered, µs.
    private static final long LEFTOVERS_US = 5_000_000;

    private static final long ANSWER_SECONDS_MAX = 3;
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceKeeper.class);

    private final ManagementLoop management;
    private final SiteAudit audit;
    private final SiteExports exports;
    private final AskedNodes nodes;
    private final Clock clock;
    private long headsUs = Long.MIN_VALUE;
    private long leftoversUs = Long.MIN_VALUE;

    EvidenceKeeper(ManagementLoop management, SiteAudit audit, SiteExports exports, AskedNodes nodes, Clock clock) {
        this.management = management;
        this.audit = audit;
        this.exports = exports;
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            if (management.leads()) {
                try {
                    round(clock.elapsedUs());
                } catch (ProblemException notNow) {
                    LOG.info(
                            "Heads and exports are looked at again: {}",
                            notNow.problem().what());
                } catch (RuntimeException bug) {
                    LOG.error("Bug: one round of keeping evidence failed.", bug);
                }
            }
            clock.pauseUs(LOOK_US);
        }
    }

    private void round(long nowUs) {
        if (headsUs == Long.MIN_VALUE || nowUs - headsUs >= HEADS_US) {
            headsUs = nowUs;
            heads();
        }
        Site site = management.site();
        boolean isIdle = site.evidence().exports().values().stream().noneMatch(ExportJob::isOpen);
        if (!isIdle || leftoversUs == Long.MIN_VALUE || nowUs - leftoversUs >= LEFTOVERS_US) {
            leftoversUs = nowUs;
            exports(site);
        }
    }

    private void heads() {
        Site site = management.site();
        Queue<Seen> seen = new ConcurrentLinkedQueue<>();
        NodeId self = audit.own().node();
        long ownAsked = asked(site, self);
        seen.add(seen(self, ownAsked, audit.head(ownAsked)));
        each(audit.addresses(), (node, address) -> {
            long asked = asked(site, node);
            AuditDesk.Head head = audit.headOf(node, address, asked);
            if (head.node().equals(node.value())) {
                seen.add(seen(node, asked, head));
            }
        });
        List<Seen> news = seen.stream()
                .filter(each -> each.head().number() != each.asked() || isOther(site, each))
                .toList();
        if (!news.isEmpty()) {
            news.stream()
                    .filter(each -> isOther(site, each))
                    .forEach(each -> LOG.error(
                            "The audit log of {} is not the one any more that the site agreed on: lidless audit check"
                                    + " --site tells more.",
                            each.node()));
            exports.submit(new AgreeHeads(news));
        }
    }

    private static long asked(Site site, NodeId node) {
        return site.evidence().headsOf(node).newest().map(KeptHead::number).orElse(0L);
    }

    private static boolean isOther(Site site, Seen seen) {
        return seen.asked() > 0
                && !seen.hash()
                        .equals(site.evidence().headsOf(seen.node()).newest().map(KeptHead::hash));
    }

    private Seen seen(NodeId node, long asked, AuditDesk.Head head) {
        return new Seen(
                node,
                asked,
                head.askedHash().map(Sha256::parse),
                new KeptHead(clock.wallUs(), head.number(), Sha256.parse(head.hash())));
    }

    private interface Asking {
        void of(NodeId node, String address) throws IOException;
    }

    /// Asks all at once and waits for all; who does not answer is asked again the next time.
    private static void each(Map<NodeId, String> addresses, Asking asking) {
        List<Thread> threads = new ArrayList<>();
        addresses.forEach((node, address) -> threads.add(Thread.ofVirtual().start(() -> {
            try {
                asking.of(node, address);
            } catch (IOException | IllegalArgumentException away) {
                LOG.debug("node {} cannot be asked now", node, away);
            }
        })));
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void exports(Site site) {
        Queue<Map.Entry<NodeId, ExportReport[]>> answers = new ConcurrentLinkedQueue<>();
        SortedMap<NodeId, String> addresses = new TreeMap<>();
        site.recorders().values().forEach(each -> addresses.put(each.node(), each.address()));
        each(addresses, (node, address) -> answers.add(Map.entry(node, reports(node, address))));
        SortedMap<NodeId, SortedMap<String, Integer>> known = new TreeMap<>();
        for (Map.Entry<NodeId, ExportReport[]> answer : answers) {
            SortedMap<String, Integer> its = new TreeMap<>();
            for (ExportReport report : answer.getValue()) {
                if (report.id().startsWith("x")) {
                    its.put(report.id(), report.attempt());
                    hear(site, answer.getKey(), report);
                }
            }
            known.put(answer.getKey(), its);
        }
        exports.tidy();
        Optional<Health> health = health();
        if (health.isPresent()) {
            carryOut(ExportPlan.of(management.site(), health.get(), known, clock.wallUs()), addresses);
        }
    }

    private void hear(Site site, NodeId runner, ExportReport report) {
        ExportJob job = site.evidence().exports().get(report.id());
        boolean isIts = job != null
                && job.isOpen()
                && job.attempt() == report.attempt()
                && job.runner().filter(runner::equals).isPresent();
        if (isIts) {
            exports.heard(report);
            if (report.state().isFinal()) {
                exports.submit(new EvidenceCommand.EndExport(
                        report.id(),
                        report.attempt(),
                        new ExportJob.End(report.state().word(), SiteExports.kept(report), clock.wallUs())));
            }
        }
    }

    private ExportReport[] reports(NodeId node, String address) throws IOException {
        Answered answered = nodes.ask(node, address, new Asked("GET", "/api/exports", new byte[0]));
        if (answered.status() != 200) {
            throw new IOException("HTTP status " + answered.status());
        }
        try {
            return Json.decode(answered.body(), ExportReport[].class);
        } catch (JacksonException garbage) {
            throw new IOException("it answered what is not of this protocol", garbage);
        }
    }

    private void carryOut(ExportPlan plan, Map<NodeId, String> addresses) {
        plan.wishes().forEach(exports::submit);
        for (ExportPlan.Tell tell : plan.tells()) {
            byte[] order = Json.encode(ExportReports.given(tell.job()));
            tell(
                    tell.runner(),
                    addresses,
                    new Asked("PUT", "/api/exports/" + tell.job().id() + "/order", order));
        }
        for (ExportPlan.Drop drop : plan.drops()) {
            tell(drop.runner(), addresses, new Asked("DELETE", "/api/exports/" + drop.id() + "/order", new byte[0]));
        }
    }

    private void tell(NodeId node, Map<NodeId, String> addresses, Asked asked) {
        String address = addresses.get(node);
        if (address == null) {
            return;
        }
        try {
            Answered answered = nodes.ask(node, address, asked);
            if (answered.status() / 100 != 2) {
                LOG.warn("Recorder {} answered {} {} with {}", node, asked.method(), asked.path(), answered.status());
            }
        } catch (IOException away) {
            LOG.debug("recorder {} is told again", node, away);
        }
    }

    private Optional<Health> health() {
        try {
            return management.ask(Management::health).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException late) {
            return Optional.empty();
        }
    }
}
