package org.lidless.control.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.SiteCommand.Invite;
import org.lidless.control.site.SiteCommand.UseInvitation;
import org.lidless.domain.NodeId;
import org.lidless.domain.NodeRole;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Sha256;

class InvitationDeciderTest {

    private static final NodeId M1 = new NodeId("m1");
    private static final NodeId R7 = new NodeId("r7");
    private static final String ID = "0123456789ab";
    private static final Sha256 PROOF = new Sha256(
            new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
            });
    private static final long HOUR_US = 3_600_000_000L;

    private Site site = Site.EMPTY;

    @Test
    void aCodeLetsOneNodeInOnce() {
        agree(invite(ID, Optional.empty(), HOUR_US, 0));
        agree(new UseInvitation(ID, PROOF, R7, HOUR_US - 1));
        assertThat(refused(new UseInvitation(ID, PROOF, R7, 1))).isEqualTo(ProblemCode.JOIN_CODE_USED);
        assertThat(refused(new UseInvitation(ID, PROOF, new NodeId("r8"), 1))).isEqualTo(ProblemCode.JOIN_CODE_USED);
    }

    @Test
    void wrongExpiredAndForAnotherLetNobodyInAndUseNothingUp() {
        agree(invite(ID, Optional.of(R7), HOUR_US, 0));
        assertThat(refused(new UseInvitation(ID, Sha256.NONE, R7, 1))).isEqualTo(ProblemCode.JOIN_CODE_WRONG);
        assertThat(refused(new UseInvitation("ffffffffffff", PROOF, R7, 1))).isEqualTo(ProblemCode.JOIN_CODE_WRONG);
        assertThat(refused(new UseInvitation(ID, PROOF, new NodeId("r8"), 1))).isEqualTo(ProblemCode.JOIN_CODE_WRONG);
        assertThat(refused(new UseInvitation(ID, PROOF, R7, HOUR_US))).isEqualTo(ProblemCode.JOIN_CODE_EXPIRED);
        agree(new UseInvitation(ID, PROOF, R7, 1));
    }

    @Test
    void thoseThatAreLongOverAreForgottenAndTheirNumberIsBounded() {
        for (int each = 0; each < InvitationDecider.INVITATIONS_MAX; each++) {
            agree(invite(String.format("%012x", each), Optional.empty(), HOUR_US, 0));
        }
        assertThat(refused(invite(ID, Optional.empty(), 2 * HOUR_US, HOUR_US))).isEqualTo(ProblemCode.REQUEST_REFUSED);
        long laterUs = HOUR_US + InvitationDecider.REMEMBERED_US;
        agree(invite(ID, Optional.empty(), laterUs + HOUR_US, laterUs));
        assertThat(site.invitations()).containsOnlyKeys(ID);
    }

    @Test
    void theyOutliveASnapshotAndTheSameEntryIsTheSameBytes() {
        agree(invite(ID, Optional.of(R7), HOUR_US, 0));
        agree(new UseInvitation(ID, PROOF, R7, 1));
        assertThat(SiteJson.decodeSite(SiteJson.encode(site))).isEqualTo(site);
        SiteEntry entry = new SiteEntry(
                M1,
                1,
                0,
                List.of(
                        new SiteFact.Invited(
                                new Invitation(ID, PROOF, NodeRole.MANAGEMENT, Optional.empty(), 5, Optional.empty()),
                                4),
                        new SiteFact.InvitationUsed(ID, R7)));
        assertThat(SiteJson.decodeEntry(SiteJson.encode(entry))).isEqualTo(entry);
        assertThat(SiteJson.encode(entry))
                .asString()
                .endsWith("\"facts\":[{\"fact\":\"invited\",\"id\":\"0123456789ab\",\"proof\":\"" + PROOF
                        + "\",\"role\":\"management\",\"until-us\":5,\"at-us\":4},"
                        + "{\"fact\":\"invitation-used\",\"id\":\"0123456789ab\",\"node\":\"r7\"}]}");
    }

    private static Invite invite(String id, Optional<NodeId> node, long untilUs, long nowUs) {
        return new Invite(new Invitation(id, PROOF, NodeRole.RECORDER, node, untilUs, Optional.empty()), nowUs);
    }

    private void agree(SiteCommand command) {
        Decision.Accepted accepted = (Decision.Accepted) CommandDecider.decide(site, command);
        Applied applied = site.apply(new SiteEntry(M1, site.version(), site.version(), accepted.facts()));
        assertThat(applied.fate()).as(applied.why()).isEqualTo(Applied.Fate.EFFECTIVE);
        site = applied.site();
    }

    private ProblemCode refused(SiteCommand command) {
        return ((Decision.Refused) CommandDecider.decide(site, command))
                .problem()
                .code();
    }
}
