package org.lidless.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.Site;
import org.lidless.control.site.evidence.AuditHeads;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditCheck;
import org.lidless.footage.evidence.AuditHead;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.Json;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.wire.Rfc3339;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// What a management server says of the audit chains of all nodes: each is read and held against the heads that
/// the site agreed on. Any thread; a check waits for every node.
///
/// @param servers all management servers as of now, this one too
/// @param nodes   asks another one
record SiteAudit(NodeAudit own, Supplier<Site> site, Supplier<List<ManagementServer>> servers, Asking nodes)
        implements AuditDesk {

    /// Asks another node; waits for the answer.
    interface Asking {
        Answered ask(NodeId node, String address, Asked asked) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(SiteAudit.class);

    /// Files of one node's chain that are read, of 1 MiB each.
    private static final int PARTS_MAX = 1_000;

    @Override
    public Head head(long asked) {
        return own.head(asked);
    }

    @Override
    public Part part(String of, int file) {
        Optional<NodeId> node =
                known().stream().filter(each -> each.value().equals(of)).findFirst();
        if (node.isEmpty()) {
            return own.part(of, file);
        }
        try {
            return part(node.get(), addresses().get(node.get()), file);
        } catch (IOException away) {
            throw ProblemCode.NOT_REACHABLE.because(
                    "The audit log of " + of + " cannot be read now: " + away.getMessage() + ".",
                    "Not concerned.",
                    "Bring the node back, and ask again.");
        }
    }

    private Part part(NodeId node, @Nullable String address, int file) throws IOException {
        return ask(node, address, "/api/audit/part?file=" + file, Part.class);
    }

    /// All nodes are asked at once; who cannot be is named.
    @Override
    public Page records(Question question) {
        if (question.node().isPresent()) {
            return records(question, question.node().get());
        }
        TreeSet<String> all = new TreeSet<>();
        known().forEach(node -> all.add(node.value()));
        ConcurrentMap<String, Page> pages = new ConcurrentHashMap<>();
        List<Thread> asking = new ArrayList<>();
        all.forEach(node -> asking.add(Thread.startVirtualThread(() -> pages.put(node, records(question, node)))));
        pages.put(own.node().value(), own.records(question));
        for (Thread each : asking) {
            try {
                each.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw ProblemCode.NOT_REACHABLE.because(
                        "This management server is stopping.", "Not concerned.", "Ask another one.");
            }
        }
        all.forEach(node -> pages.putIfAbsent(node, away(node)));
        return Page.merged(List.copyOf(pages.values()), Math.clamp(question.limit(), 1, RECORDS_MAX));
    }

    private Page records(Question question, String of) {
        if (of.equals(own.node().value())) {
            return own.records(question);
        }
        Optional<NodeId> node =
                known().stream().filter(each -> each.value().equals(of)).findFirst();
        if (node.isEmpty()) {
            throw unknown(of);
        }
        try {
            return ask(node.get(), addresses().get(node.get()), question.of(of).path(), Page.class);
        } catch (IOException away) {
            LOG.debug("the audit log of {} cannot be read now", of, away);
            return away(of);
        }
    }

    private static ProblemException unknown(String node) {
        return ProblemCode.NOTHING_FOUND.because(
                "There is no node " + node + " on this site.", "Not concerned.", "lidless status lists them.");
    }

    private static Page away(String node) {
        return new Page(List.of(), Optional.empty(), List.of(node));
    }

    /// All other nodes that are of the site, or were and left heads of their chains.
    private SortedSet<NodeId> known() {
        TreeSet<NodeId> known = new TreeSet<>(site.get().evidence().heads().keySet());
        known.addAll(addresses().keySet());
        known.remove(own.node());
        return known;
    }

    /// Where each node but this one is asked.
    SortedMap<NodeId, String> addresses() {
        SortedMap<NodeId, String> addresses = new TreeMap<>();
        site.get().recorders().forEach((node, recorder) -> addresses.put(node, recorder.address()));
        servers.get().forEach(each -> addresses.put(each.node(), each.address()));
        addresses.remove(own.node());
        return addresses;
    }

    /// How far another node's chain has got.
    Head headOf(NodeId node, String address, long asked) throws IOException {
        return ask(node, address, "/api/audit/head?asked=" + asked, Head.class);
    }

    private <T> T ask(NodeId node, @Nullable String address, String path, Class<T> kind) throws IOException {
        if (address == null) {
            throw new IOException("it does not belong to the site any more");
        }
        Answered answered = nodes.ask(node, address, new Asked("GET", path, new byte[0]));
        if (answered.status() != 200) {
            throw new IOException("node " + node + " answered with HTTP status " + answered.status());
        }
        try {
            return Json.decode(answered.body(), kind);
        } catch (JacksonException garbage) {
            throw new IOException("node " + node + " answered what is not of this protocol", garbage);
        }
    }

    @Override
    public List<Checked> check(Optional<String> asked) {
        List<Checked> all = new ArrayList<>();
        if (asked.isEmpty() || asked.get().equals(own.node().value())) {
            all.add(own.check(heads(own.node()), breaks(own.node())));
        }
        SortedMap<NodeId, String> addresses = addresses();
        for (NodeId node : known()) {
            if (asked.isEmpty() || asked.get().equals(node.value())) {
                all.add(check(node, Optional.ofNullable(addresses.get(node))));
            }
        }
        if (all.isEmpty()) {
            throw unknown(asked.orElse(""));
        }
        return all;
    }

    private Checked check(NodeId node, Optional<String> address) {
        List<AuditHead> heads = heads(node);
        try {
            if (address.isEmpty()) {
                throw new IOException("it does not belong to the site any more");
            }
            return NodeAudit.checked(
                    node, AuditCheck.check(lines(node, address.get()), heads), heads.size(), breaks(node));
        } catch (IOException away) {
            List<Finding> findings = new ArrayList<>();
            breaks(node).forEach(each -> findings.add(new Finding(true, 0, each)));
            findings.add(new Finding(false, 0, "cannot be read now: " + away.getMessage()));
            return new Checked(
                    node.value(),
                    Checked.AWAY,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    heads.size(),
                    findings);
        }
    }

    private List<String> lines(NodeId node, String address) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean further = true;
        for (int file = 0; further && file < PARTS_MAX; file++) {
            Part part = part(node, address, file);
            lines.addAll(List.of(part.text().split("\n", -1)));
            further = part.further();
        }
        return lines;
    }

    private List<AuditHead> heads(NodeId node) {
        return site.get().evidence().headsOf(node).kept().stream()
                .map(each -> new AuditHead(each.number(), each.hash()))
                .toList();
    }

    private List<String> breaks(NodeId node) {
        return site.get().evidence().headsOf(node).breaks().stream()
                .map(SiteAudit::words)
                .toList();
    }

    static String words(AuditHeads.Break broken) {
        return "at " + Rfc3339.millis(TimeSpan.instant(broken.found().atUs())) + " it had "
                + broken.found().number() + " records and not record "
                + broken.agreed().number() + " as the site had agreed on it at "
                + Rfc3339.millis(TimeSpan.instant(broken.agreed().atUs()))
                + ": its tail was cut, or it was written anew";
    }

    @Override
    public List<Kept> kept() {
        List<Kept> all = new ArrayList<>();
        site.get()
                .evidence()
                .heads()
                .forEach((node, heads) -> all.add(new Kept(
                        node.value(),
                        heads(node).stream().map(AuditHead::toString).toList(),
                        breaks(node))));
        return all;
    }
}
