package org.lidless.control.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.SiteCommand.ConfigureSite;
import org.lidless.control.site.SiteCommand.RestoreSite;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.CameraRemoved;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

class SiteBackupTest {

    private static final CameraId LOBBY = new CameraId("lobby");
    private static final CameraId DOCK = new CameraId("dock");
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");

    private final Site site = site();
    private final SiteBackup backup = new SiteBackup(7, new NodeId("m1"), site);

    private static Site site() {
        Site made = Sites.of(
                Sites.primary("r1"), Sites.standby("s1"), Sites.camera("lobby", "r1"), Sites.camera("dock", "r1"));
        made = Sites.after(made, new ConfigureSite(new ConfigRevision(1, 7, "anna", "", "old")));
        made = Sites.after(made, new ConfigureSite(new ConfigRevision(2, 7, "anna", "", "new")));
        made = Sites.after(
                made, new CameraAssigned(LOBBY, S1, new Epoch(2)), new ShadowAssigned(LOBBY, Optional.of(R1)));
        return Sites.after(made, new HandbackAgreed(LOBBY, R1, new Epoch(3), 5), new CameraRemoved(DOCK));
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        assertThat(SiteBackup.decode(backup.encode())).isEqualTo(backup);
    }

    @Test
    void whatIsDamagedIsRefused() {
        String text = new String(backup.encode(), StandardCharsets.UTF_8);
        assertRefused(text.replace("lobby", "lobbz"), "check sum");
        assertRefused("nonsense", "no backup");
        assertRefused("{\"v\":9}", "version 9");
    }

    @Test
    void aRestoredSiteIsAheadOfWhateverTheLostOneReached() {
        Site restored = Sites.after(Site.EMPTY, new RestoreSite(SiteBackup.decode(backup.encode())));
        assertThat(restored.version()).isEqualTo(site.version() + SiteBackup.VERSIONS_AHEAD);
        assertThat(restored.cameras()).isEqualTo(site.cameras());
        Ownership held = restored.ownership(LOBBY);
        assertThat(held.owner()).isEqualTo(R1);
        assertThat(held.shadow()).contains(S1);
        assertThat(held.cutUs()).as("nothing is half-way").isEmpty();
        assertThat(held.epoch()).isEqualTo(new Epoch(3 + SiteBackup.EPOCHS_AHEAD));
        assertThat(restored.nextEpoch(DOCK)).isEqualTo(new Epoch(2 + SiteBackup.EPOCHS_AHEAD));
        assertThat(restored.config().revisions()).hasSize(1);
        assertThat(restored.assignmentsOf(R1).version()).isEqualTo(restored.version());
        assertThat(Sites.after(
                                restored,
                                new CameraAssigned(LOBBY, S1, held.epoch().next()))
                        .ownership(LOBBY)
                        .owner())
                .isEqualTo(S1);
        SiteEntry entry = new SiteEntry(new NodeId("m1"), 1, 0, List.of(new SiteFact.SiteRestored(backup.ahead())));
        assertThat(SiteJson.decodeEntry(SiteJson.encode(entry))).isEqualTo(entry);
    }

    @Test
    void onlyAnEmptySiteIsRestored() {
        assertThat(CommandDecider.decide(site, new RestoreSite(backup))).isInstanceOf(Decision.Refused.class);
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> SiteBackup.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
