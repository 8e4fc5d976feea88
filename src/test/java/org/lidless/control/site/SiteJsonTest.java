package org.lidless.control.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteFact.CameraAdded;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.CameraChanged;
import org.lidless.control.site.SiteFact.CameraProfiled;
import org.lidless.control.site.SiteFact.CameraRemoved;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.RecorderAdded;
import org.lidless.control.site.SiteFact.RecorderChanged;
import org.lidless.control.site.SiteFact.RecorderProfiled;
import org.lidless.control.site.SiteFact.RecorderRemoved;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraCare;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;
import org.lidless.domain.RecordingHours;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.Zone;

class SiteJsonTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final CameraId LOBBY = new CameraId("lobby");

    private static final SiteEntry EVERY_FACT = new SiteEntry(
            new NodeId("m1"),
            -7,
            12,
            List.of(
                    new RecorderAdded(R1, false, new Zone("east"), "r1.site:7400"),
                    new RecorderChanged(S1, true, new Zone("west"), "[::1]:7400"),
                    new RecorderRemoved(new NodeId("r0")),
                    new CameraAdded(LOBBY, Sites.address("lobby"), R1, 50, 2),
                    new CameraChanged(LOBBY, Sites.address("lobby"), R1, 90, 1),
                    new CameraRemoved(new CameraId("dock")),
                    new CameraAssigned(LOBBY, S1, new Epoch(2)),
                    new ShadowAssigned(LOBBY, Optional.of(R1)),
                    new ShadowAssigned(LOBBY, Optional.empty()),
                    new HandbackAgreed(LOBBY, R1, new Epoch(3), 1_700_000_000_000_000L)));

    @Test
    void aCameraWithoutSoundIsReadAsItWasWritten() {
        CameraAddress open = Sites.addressWithSub("dock");
        var quiet = new CameraAddress(
                open.uri(), open.transport(), open.credentials(), open.certificate(), open.sub(), false);
        var entry = new SiteEntry(
                R1, 1, 2, List.of(new CameraAdded(LOBBY, quiet, R1, 50, 2), new CameraAdded(LOBBY, open, R1, 50, 2)));
        byte[] json = SiteJson.encode(entry);
        assertThat(text(json)).containsOnlyOnce("\"audio\":\"off\"");
        assertThat(SiteJson.decodeEntry(json)).isEqualTo(entry);
    }

    @Test
    void entryBytesNeverChange() {
        byte[] json = SiteJson.encode(EVERY_FACT);
        assertThat(text(json)).isEqualTo(golden("site-entry.json"));
        assertThat(SiteJson.decodeEntry(golden("site-entry.json").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(EVERY_FACT);
    }

    @Test
    void snapshotBytesNeverChange() {
        Site site = Sites.of(
                Sites.primary("r1"),
                Sites.standby("s1", "west"),
                Sites.camera("lobby", "r1"),
                Sites.camera("dock", "r1"));
        site = Sites.after(
                site, new CameraAssigned(LOBBY, S1, new Epoch(2)), new ShadowAssigned(LOBBY, Optional.of(R1)));
        site = Sites.after(site, new HandbackAgreed(LOBBY, R1, new Epoch(3), 1_700_000_000_000_000L));
        site = Sites.after(site, new CameraRemoved(new CameraId("dock")));
        assertThat(text(SiteJson.encode(site))).isEqualTo(golden("site-snapshot.json"));
        assertThat(SiteJson.decodeSite(golden("site-snapshot.json").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(site);
    }

    @Test
    void profilesAreWrittenWhereTheyDifferFromThePlainOnes() {
        Capacity most = new Capacity(
                OptionalInt.of(24),
                OptionalLong.of(200_000),
                OptionalLong.of(500_000_000),
                OptionalLong.of(8_000_000_000_000L));
        SiteEntry entry = new SiteEntry(
                new NodeId("m1"),
                1,
                3,
                List.of(
                        new RecorderProfiled(S1, new RecorderProfile(new GroupName("east"), most)),
                        new RecorderProfiled(R1, RecorderProfile.PLAIN),
                        new CameraProfiled(LOBBY, new CameraProfile(8_000, Protection.COLD))));
        assertThat(text(SiteJson.encode(entry))).isEqualTo(golden("site-profiles.json"));
        assertThat(SiteJson.decodeEntry(SiteJson.encode(entry))).isEqualTo(entry);
        Site site = Sites.of(Sites.primary("r1"), Sites.standby("s1"), Sites.camera("lobby", "r1"));
        site = Sites.after(site, entry.facts());
        assertThat(SiteJson.decodeSite(SiteJson.encode(site))).isEqualTo(site);
        assertThat(site.policy().of(S1).capacity()).isEqualTo(most);
        assertThat(Sites.after(site, new RecorderRemoved(S1)).policy().of(S1)).isEqualTo(RecorderProfile.PLAIN);
    }

    @Test
    void whenACameraIsRecordedAndForHowLongIsAgreedOnAndEveryRecorderIsToldAnew() {
        var rule = new RetentionRule(OptionalLong.of(86_400_000_000L), OptionalLong.empty(), 3_600_000_000L);
        var care = new CameraCare(Optional.of(rule), Optional.of(RecordingHours.parse("07:00-19:00 UTC")));
        Site before = Sites.of(Sites.primary("r1"), Sites.standby("s1"), Sites.camera("lobby", "r1"));
        Site after = Sites.after(before, List.of(new CameraProfiled(LOBBY, CameraProfile.PLAIN.with(care))));
        assertThat(SiteJson.decodeSite(SiteJson.encode(after))).isEqualTo(after);
        assertThat(text(SiteJson.encode(after)))
                .contains("\"keep-us\":86400000000,\"guaranteed-us\":3600000000,\"hours\":\"07:00-19:00 UTC\"");
        for (NodeId each : List.of(R1, S1)) {
            assertThat(after.assignmentsOf(each).care()).containsEntry(LOBBY, care);
            assertThat(after.assignmentsOf(each).version())
                    .isGreaterThan(before.assignmentsOf(each).version());
        }
        Site removed = Sites.after(after, List.of(new CameraRemoved(LOBBY)));
        assertThat(removed.assignmentsOf(S1).care()).isEmpty();
        assertThat(removed.assignmentsOf(S1).version())
                .isGreaterThan(after.assignmentsOf(S1).version());
    }

    @Test
    void aSubStreamIsCarriedAlongAndNeedsSessionsOfItsOwn() {
        Site site = Sites.of(
                Sites.primary("r1"),
                Sites.standby("s1", "west"),
                new AddCamera(LOBBY, Sites.addressWithSub("lobby"), R1, 50, 4),
                new AddCamera(new CameraId("dock"), Sites.addressWithSub("dock"), R1, 50, 3));
        assertThat(SiteJson.decodeSite(SiteJson.encode(site))).isEqualTo(site);
        assertThat(text(SiteJson.encode(site))).contains("\"sub-uri\":\"rtsp://lobby.site/sub\"");
        assertThat(site.camera(LOBBY).canBeShadowed()).isTrue();
        assertThat(site.camera(new CameraId("dock")).canBeShadowed()).isFalse();
    }

    @Test
    void whatIsNotOursIsRefusedAndNotGuessed() {
        assertRefused("{\"v\":2,\"proposer\":\"m1\"}", "version 2");
        assertRefused("{\"v\":1,\"proposer\":\"m1\"}", "facts");
        assertRefused("nonsense", "not what the site writes");
        assertRefused(
                "{\"v\":1,\"proposer\":\"m1\",\"serial\":1,\"based-on\":0,\"facts\":[{\"fact\":\"moon-landed\"}]}",
                "moon-landed");
    }

    private static void assertRefused(String json, String why) {
        assertThatThrownBy(() -> SiteJson.decodeEntry(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static String golden(String name) {
        try (var file = SiteJsonTest.class.getResourceAsStream("/formats/v1/" + name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
