package org.lidless.control.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.ConfigureSite;
import org.lidless.control.site.SiteDiff.Change;
import org.lidless.control.site.SiteDiff.Kind;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Protection;

class ConfigTest {

    private final Site first = Sites.of(new ConfigureSite(revision(1, "a")));

    @Test
    void aDocumentIsAgreedOnlyOnTheRevisionThatItWasWrittenFrom() {
        assertThat(first.config().number()).isEqualTo(1);
        Site second = Sites.after(first, new ConfigureSite(revision(2, "b")));
        assertThat(second.config().newest()).contains(revision(2, "b"));
        assertThat(second.config().find(1)).contains(revision(1, "a"));
        Decision late = CommandDecider.decide(second, new ConfigureSite(revision(2, "c")));
        assertThat(late).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(ProblemCode.CONFIG_CHANGED);
            assertThat(refused.problem().what()).contains("from revision 1", "revision 2, by anna");
        });
    }

    @Test
    void theSameAskedTwiceIsDoneOnce() {
        assertThat(CommandDecider.decide(first, new ConfigureSite(revision(1, "a"))))
                .isEqualTo(new Decision.Accepted(List.of()));
    }

    @Test
    void oldRevisionsAreForgottenAndTheSnapshotHoldsTheRest() {
        Site site = first;
        for (int number = 2; number <= ConfigHistory.REVISIONS_MAX + 10; number++) {
            site = Sites.after(site, new ConfigureSite(revision(number, "text " + number)));
        }
        assertThat(site.config().revisions()).hasSize(ConfigHistory.REVISIONS_MAX);
        assertThat(site.config().find(10)).isEmpty();
        assertThat(SiteJson.decodeSite(SiteJson.encode(site))).isEqualTo(site);
        String large = "x".repeat(ConfigRevision.TEXT_CHARS_MAX);
        for (int more = 0; more < 6; more++) {
            site = Sites.after(site, new ConfigureSite(revision(site.config().number() + 1, large)));
        }
        assertThat(site.config().revisions()).hasSize(5);
        assertThatThrownBy(() -> revision(1, large + "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFactIsWrittenWithItsText() {
        SiteEntry entry =
                new SiteEntry(new NodeId("m1"), 1, 0, List.of(new SiteFact.ConfigAgreed(revision(1, "cameras: []\n"))));
        byte[] json = SiteJson.encode(entry);
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"v\":1,\"proposer\":\"m1\",\"serial\":1,\"based-on\":0,\"facts\":[{\"fact\":\"config-agreed\","
                                + "\"number\":1,\"at-us\":7,\"by\":\"anna\",\"note\":\"why\",\"text\":\"cameras: []\\n\"}]}");
        assertThat(SiteJson.decodeEntry(json)).isEqualTo(entry);
    }

    @Test
    void aDiffSaysWhatComesGoesAndChanges() {
        DesiredSite before = new DesiredSite(
                List.of(Sites.primary("r1"), Sites.standby("s1")),
                List.of(Sites.camera("gate", "r1"), Sites.camera("dock", "r1")));
        AddCamera gate = Sites.camera("gate", "r2", 90, 2);
        DesiredSite after = new DesiredSite(
                List.of(Sites.primary("r1"), Sites.primary("r2"), Sites.standby("s1")),
                List.of(gate),
                SitePolicy.PLAIN.with(gate.camera(), new CameraProfile(500, Protection.COLD)));
        assertThat(SiteDiff.between(before, after))
                .containsExactly(
                        new Change(Kind.COMES, "recorder r2", List.of()),
                        new Change(Kind.GOES, "camera dock", List.of()),
                        new Change(
                                Kind.CHANGES,
                                "camera gate",
                                List.of(
                                        "megabits: none → 0.500",
                                        "priority: none → 90",
                                        "protection: none → cold",
                                        "recorder: r1 → r2")));
        assertThat(SiteDiff.between(after, after)).isEmpty();
    }

    private static ConfigRevision revision(long number, String text) {
        return new ConfigRevision(number, 7, "anna", "why", text);
    }
}
