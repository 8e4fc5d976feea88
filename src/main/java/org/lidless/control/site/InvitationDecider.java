package org.lidless.control.site;

import java.util.List;
import org.lidless.control.site.Decision.Accepted;
import org.lidless.control.site.Decision.Refused;
import org.lidless.control.site.SiteCommand.Invite;
import org.lidless.control.site.SiteCommand.UseInvitation;
import org.lidless.control.site.SiteFact.InvitationUsed;
import org.lidless.control.site.SiteFact.Invited;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;

/// Decides who may join. Whatever is refused lets nobody in and uses nothing up.
final class InvitationDecider {

    /// Invitations that the site remembers; those that are long over are forgotten when new ones are made.
    static final int INVITATIONS_MAX = 64;

    /// How long one that is over is remembered, so that its bearer is told why, µs.
    static final long REMEMBERED_US = 24L * 3_600 * 1_000_000;

    private static final String SAFE = "Not concerned: nobody was let in.";
    private static final String AGAIN = "Make another one with lidless invite on a management server.";

    private InvitationDecider() {}

    static Decision decide(Site site, Invite asked) {
        Invitation known = site.invitations().get(asked.invitation().id());
        if (known != null) {
            return known.equals(asked.invitation())
                    ? new Accepted(List.of())
                    : refused(ProblemCode.REQUEST_REFUSED, "There is an invitation of this name.", "Ask again.");
        }
        long open = site.invitations().values().stream()
                .filter(each -> each.untilUs() + REMEMBERED_US > asked.nowUs())
                .count();
        if (open >= INVITATIONS_MAX) {
            return refused(
                    ProblemCode.REQUEST_REFUSED,
                    "There are " + open + " invitations already.",
                    "Wait until some of them are forgotten, a day after they expired.");
        }
        return new Accepted(List.of(new Invited(asked.invitation(), asked.nowUs())));
    }

    static Decision decide(Site site, UseInvitation asked) {
        Invitation known = site.invitations().get(asked.id());
        if (known == null || !known.proof().equals(asked.proof())) {
            return refused(ProblemCode.JOIN_CODE_WRONG, "No invitation of this site has the code.", AGAIN);
        }
        if (known.usedBy().isPresent()) {
            NodeId by = known.usedBy().get();
            return refused(ProblemCode.JOIN_CODE_USED, "The code was used already, by node " + by + ".", AGAIN);
        }
        if (known.isOver(asked.nowUs())) {
            return refused(ProblemCode.JOIN_CODE_EXPIRED, "The code has expired.", AGAIN);
        }
        if (known.node().filter(only -> !only.equals(asked.node())).isPresent()) {
            return refused(
                    ProblemCode.JOIN_CODE_WRONG,
                    "The code is for node " + known.node().get() + ", not for " + asked.node() + ".",
                    "Join under that name, or make another code.");
        }
        return new Accepted(List.of(new InvitationUsed(asked.id(), asked.node())));
    }

    private static Refused refused(ProblemCode code, String what, String remedy) {
        return new Refused(code.problem(what, SAFE, remedy));
    }
}
