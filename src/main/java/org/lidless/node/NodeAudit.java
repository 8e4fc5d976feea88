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
import org.lidless.footage.evidence.AuditSearch;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.wire.AuditDesk;
import org.lidless.world.Disk;

/// What a node says of its own audit chain. Any thread.
///
/// @param chain  the directory of its files
/// @param search finds records in it
record NodeAudit(Disk disk, Path chain, AuditSearch search, AuditTrail trail, NodeId node) implements AuditDesk {

    static NodeAudit in(Disk disk, Path data, AuditTrail trail, NodeId node) {
        Path chain = data.resolve("audit");
        return new NodeAudit(disk, chain, new AuditSearch(disk, chain), trail, node);
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
        checkOwn(of);
        try {
            AuditChain.Part part = AuditChain.part(disk, chain, file);
            return new Part(part.text(), part.more());
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private void checkOwn(String of) {
        if (!of.isEmpty() && !of.equals(node.value())) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "This node has no audit log of \"" + of + "\".", "Not concerned.", "Ask a management server.");
        }
    }

    @Override
    public Page records(Question question) {
        checkOwn(question.node().orElse(""));
        int limit = Math.clamp(question.limit(), 1, RECORDS_MAX);
        try {
            List<Entry> newest = search.newest(within(question), each -> isAsked(each, question), limit + 1).stream()
                    .map(this::entry)
                    .toList();
            return Page.merged(List.of(new Page(newest, Optional.empty(), List.of())), limit);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private static TimeSpan within(Question question) {
        long fromUs = question.from().map(TimeSpan::micros).orElse(Long.MIN_VALUE);
        long toUs = Math.min(
                question.to().map(TimeSpan::micros).orElse(Long.MAX_VALUE),
                question.before().map(place -> place.atUs() + 1).orElse(Long.MAX_VALUE));
        return new TimeSpan(fromUs, Math.max(fromUs, toUs));
    }

    private boolean isAsked(AuditRecord each, Question question) {
        Place place = new Place(each.atUs(), node.value(), each.number());
        return question.before().filter(before -> place.compareTo(before) >= 0).isEmpty()
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
    public List<Checked> check(Optional<String> of) {
        checkOwn(of.orElse(""));
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
