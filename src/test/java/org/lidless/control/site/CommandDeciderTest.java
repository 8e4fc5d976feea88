package org.lidless.control.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lidless.control.site.Decision.Accepted;
import org.lidless.control.site.Decision.Refused;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.control.site.SiteCommand.ChangeCamera;
import org.lidless.control.site.SiteCommand.ChangeRecorder;
import org.lidless.control.site.SiteCommand.RemoveCamera;
import org.lidless.control.site.SiteCommand.RemoveRecorder;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Zone;

class CommandDeciderTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final CameraId LOBBY = new CameraId("lobby");

    private final Site site = Sites.of(Sites.primary("r1"), Sites.standby("s1"), Sites.camera("lobby", "r1"));

    @Test
    void theSameCommandTwiceChangesNothingTheSecondTime() {
        assertThat(CommandDecider.decide(site, Sites.primary("r1"))).isEqualTo(new Accepted(java.util.List.of()));
        assertThat(CommandDecider.decide(site, Sites.camera("lobby", "r1")))
                .isEqualTo(new Accepted(java.util.List.of()));
        assertThat(CommandDecider.decide(site, new RemoveCamera(new CameraId("gone"))))
                .isEqualTo(new Accepted(java.util.List.of()));
    }

    @Test
    void whatCannotBeIsRefusedInWords() {
        assertRefused(Sites.standby("r1"), "known already");
        assertRefused(Sites.camera("lobby", "s1"), "known already");
        assertRefused(Sites.camera("dock", "r9"), "There is no recorder r9");
        assertRefused(Sites.camera("dock", "s1"), "a standby is nobody's primary");
        assertRefused(Sites.camera("dock", "r1", 101, 2), "priority is 0 to 100");
        assertRefused(new AddRecorder(new NodeId("r2"), false, Zone.ONLY, "nowhere"), "host:port");
        assertRefused(new RemoveRecorder(R1), "still records");
        assertRefused(new ChangeRecorder(R1, true, Zone.ONLY, "r1:1"), "cameras of its own");
        assertRefused(
                new ChangeCamera(new CameraId("dock"), Sites.address("dock"), R1, 50, 2), "There is no camera dock");
    }

    @Test
    void aCameraThatNowAllowsOneSessionLosesItsShadow() {
        Site shadowed = Sites.after(site, new SiteFact.ShadowAssigned(LOBBY, java.util.Optional.of(new NodeId("s1"))));
        Site single = Sites.after(shadowed, new ChangeCamera(LOBBY, Sites.address("lobby"), R1, 50, 1));
        assertThat(single.ownership(LOBBY).shadow()).isEmpty();
    }

    @Test
    void aRecorderThatNobodyNeedsCanLeave() {
        Site without = Sites.after(site, new RemoveRecorder(new NodeId("s1")));
        assertThat(without.recorders()).containsOnlyKeys(R1);
    }

    private void assertRefused(SiteCommand command, String words) {
        assertThat(CommandDecider.decide(site, command)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().what()).contains(words);
            assertThat(refused.problem().remedy()).isNotEmpty();
        });
    }
}
