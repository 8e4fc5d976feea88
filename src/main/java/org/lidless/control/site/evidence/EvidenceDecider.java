package org.lidless.control.site.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.control.site.evidence.EvidenceCommand.AgreeHeads;
import org.lidless.control.site.evidence.EvidenceCommand.EndExport;
import org.lidless.control.site.evidence.EvidenceCommand.ForgetExport;
import org.lidless.control.site.evidence.EvidenceCommand.GiveExport;
import org.lidless.control.site.evidence.EvidenceCommand.OrderExport;
import org.lidless.control.site.evidence.EvidenceCommand.Seen;
import org.lidless.control.site.evidence.EvidenceCommand.StopExport;
import org.lidless.control.site.evidence.EvidenceFact.ChainBroken;
import org.lidless.control.site.evidence.EvidenceFact.ExportEnded;
import org.lidless.control.site.evidence.EvidenceFact.ExportForgotten;
import org.lidless.control.site.evidence.EvidenceFact.ExportGiven;
import org.lidless.control.site.evidence.EvidenceFact.ExportOrdered;
import org.lidless.control.site.evidence.EvidenceFact.HeadAgreed;
import org.lidless.domain.ProblemCode;

/// Decides commands about evidence into facts.
public final class EvidenceDecider {

    private EvidenceDecider() {}

    /// What is new; nothing when all of it is so already.
    ///
    /// @throws ProblemException `NOTHING_FOUND`, `EXPORT_BUSY`
    public static List<EvidenceFact> decide(Evidence known, EvidenceCommand command) {
        return switch (command) {
            case AgreeHeads agree -> heads(known, agree.seen());
            case OrderExport order -> order(known, order);
            case GiveExport give -> {
                Optional<ExportJob> job = find(known, give.id()).filter(ExportJob::isOpen);
                yield job.filter(each -> each.attempt() + 1 == give.attempt()).isPresent()
                        ? List.of(new ExportGiven(give.id(), give.runner(), give.attempt()))
                        : List.of();
            }
            case EndExport end -> {
                Optional<ExportJob> job = find(known, end.id()).filter(ExportJob::isOpen);
                yield job.filter(each -> each.attempt() == end.attempt()).isPresent()
                        ? List.of(new ExportEnded(end.id(), end.end()))
                        : List.of();
            }
            case StopExport stop ->
                need(known, stop.id()).isOpen()
                        ? List.of(new ExportEnded(stop.id(), new ExportJob.End("stopped", "", stop.atUs())))
                        : List.of();
            case ForgetExport forget ->
                List.of(new ExportForgotten(need(known, forget.id()).id()));
        };
    }

    private static List<EvidenceFact> order(Evidence known, OrderExport order) {
        Optional<ExportJob> same = find(known, order.id());
        if (same.isPresent()) {
            return List.of();
        }
        if (known.exports().size() >= Evidence.EXPORTS_MAX) {
            throw ProblemCode.EXPORT_BUSY.because(
                    Evidence.EXPORTS_MAX + " exports are kept.",
                    "Safe: nothing was begun.",
                    "Remove some that nobody needs: lidless export list, lidless export remove ID.");
        }
        return List.of(
                new ExportOrdered(new ExportJob(order.id(), order.wish(), Optional.empty(), 0, Optional.empty())));
    }

    /// What was asked before something newer was agreed on says nothing any more.
    private static List<EvidenceFact> heads(Evidence known, List<Seen> seen) {
        List<EvidenceFact> facts = new ArrayList<>();
        for (Seen each : seen) {
            Optional<KeptHead> newest = known.headsOf(each.node()).newest();
            if (newest.map(KeptHead::number).orElse(0L) != each.asked()) {
                continue;
            }
            if (newest.isPresent() && !each.hash().equals(newest.map(KeptHead::hash))) {
                facts.add(new ChainBroken(each.node(), new AuditHeads.Break(newest.get(), each.head())));
            } else if (each.head().number() > each.asked()) {
                facts.add(new HeadAgreed(each.node(), each.head()));
            }
        }
        return facts;
    }

    private static Optional<ExportJob> find(Evidence known, String id) {
        return Optional.ofNullable(known.exports().get(id));
    }

    private static ExportJob need(Evidence known, String id) {
        return find(known, id)
                .orElseThrow(() -> ProblemCode.NOTHING_FOUND.because(
                        "There is no export \"" + id + "\".",
                        "Not concerned.",
                        "lidless export list shows those there are."));
    }
}
