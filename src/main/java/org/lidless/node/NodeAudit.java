package org.lidless.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditChain;
import org.lidless.footage.evidence.AuditCheck;
import org.lidless.footage.evidence.AuditHead;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditReport;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.wire.AuditDesk;
import org.lidless.world.Disk;

/// What a node says of its own audit chain. Any thread.
///
/// @param chain the directory of its files
record NodeAudit(Disk disk, Path chain, AuditTrail trail, NodeId node) implements AuditDesk {

    static NodeAudit in(Disk disk, Path data, AuditTrail trail, NodeId node) {
        return new NodeAudit(disk, data.resolve("audit"), trail, node);
    }

    @Override
    public Head head(long asked) {
        AuditHead head = trail.head();
        try {
            return new Head(
                    node.value(),
                    head.number(),
                    head.hash().toString(),
                    AuditChain.hashOf(disk, chain, asked).map(Sha256::toString));
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    @Override
    public Part part(String of, int file) {
        if (!of.isEmpty() && !of.equals(node.value())) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "This node has no audit log of \"" + of + "\".", "Not concerned.", "Ask a management server.");
        }
        try {
            AuditChain.Part part = AuditChain.part(disk, chain, file);
            return new Part(part.text(), part.more());
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    @Override
    public Page records(Question question) {
        int limit = Math.clamp(question.limit(), 1, RECORDS_MAX);
        List<Entry> found = new ArrayList<>();
        try {
            AuditCheck.records(disk, chain, each -> {
                if (isAsked(each, question)) {
                    found.add(entry(each));
                }
            });
        } catch (IOException failed) {
            throw unreadable(failed);
        }
        List<Entry> newest = found.reversed();
        boolean isCut = newest.size() > limit;
        List<Entry> items = isCut ? newest.subList(0, limit) : newest;
        return new Page(items, isCut ? Optional.of(items.getLast().number()) : Optional.empty());
    }

    private static boolean isAsked(AuditRecord each, Question question) {
        return question.before().filter(before -> each.number() >= before).isEmpty()
                && question.from()
                        .filter(from -> each.atUs() < TimeSpan.micros(from))
                        .isEmpty()
                && question.to()
                        .filter(to -> each.atUs() >= TimeSpan.micros(to))
                        .isEmpty()
                && question.act().filter(act -> !act.equals(each.act())).isEmpty()
                && question.who().filter(who -> !who.equals(each.who())).isEmpty();
    }

    private Entry entry(AuditRecord each) {
        return new Entry(
                node.value(),
                each.number(),
                TimeSpan.instant(each.atUs()),
                each.who(),
                each.from(),
                each.act(),
                each.subject(),
                each.outcome());
    }

    @Override
    public List<Checked> check() {
        return List.of(check(List.of(), List.of()));
    }

    /// Against heads that were agreed on.
    ///
    /// @param breaks in words
    Checked check(List<AuditHead> heads, List<String> breaks) {
        try {
            return checked(node, AuditCheck.check(disk, chain, heads), heads.size(), breaks);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    static Checked checked(NodeId node, AuditReport report, int heads, List<String> breaks) {
        List<Finding> findings = new ArrayList<>();
        breaks.forEach(each -> findings.add(new Finding(true, 0, each)));
        report.findings().forEach(each -> findings.add(new Finding(each.isTampering(), each.number(), each.text())));
        boolean isWhole = report.isUnbroken() && breaks.isEmpty();
        boolean isEmpty = report.records() == 0;
        return new Checked(
                node.value(),
                isWhole ? Checked.UNBROKEN : Checked.CHANGED,
                report.records(),
                isEmpty
                        ? Optional.empty()
                        : Optional.of(TimeSpan.instant(report.span().fromUs())),
                isEmpty
                        ? Optional.empty()
                        : Optional.of(TimeSpan.instant(report.span().toUs())),
                isEmpty ? Optional.empty() : Optional.of(report.head().toString()),
                heads,
                findings);
    }

    @Override
    public List<Kept> kept() {
        return List.of();
    }

    private static ProblemException unreadable(IOException why) {
        return ProblemCode.DATA_UNUSABLE.because(
                "The audit log cannot be read: " + why.getMessage() + ".",
                "Not concerned.",
                "Look at the disk of the node's data directory.");
    }
}
