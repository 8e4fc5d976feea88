package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteYaml;
import org.lidless.control.site.Sites;
import org.lidless.domain.ProblemException;
import org.lidless.node.settings.SiteReader;
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.ConfigReport;
import org.lidless.wire.ProblemReport;
import org.lidless.world.World;

class ConfigDeskTest {

    private static final String DOCUMENT = """
            # the north side
            recorders:
              - {node: r1, address: "10.1.0.6:7400", group: east, streams: 24, ring: 500MB}
              - {node: s1, address: "10.1.0.7:7400", standby: true, zone: cellar, group: east}
            cameras:
              - {name: gate, url: "rtsp://10.1.4.17/live?a=1", recorder: r1, megabits: 2.5, credentials: "on"}
            """;

    private final DesiredSite ofFile =
            new DesiredSite(List.of(Sites.primary("r1")), List.of(Sites.camera("dock", "r1")));
    private final WantedSite wanted = new WantedSite(ofFile);
    private Site site = Site.EMPTY;
    private final ConfigDesk desk = new ConfigDesk(World.real().clock(), () -> site, wanted, this::agree);

    private void agree(SiteCommand command) {
        site = Sites.after(site, command);
    }

    @Test
    void beforeAnythingIsAgreedTheSettingsFileIsTheDocument() {
        ConfigReport zero = desk.get(Optional.empty());
        assertThat(zero.revision()).isZero();
        assertThat(SiteReader.read(WantedSite.NAME, zero.text().orElseThrow()).site())
                .contains(ofFile);
        assertThat(desk.history()).isEmpty();
    }

    @Test
    void whatIsAppliedIsWantedAndCanBeHadBackWithItsComments() {
        ConfigReport done = desk.apply(order(DOCUMENT, Optional.of(0L), false));
        assertThat(done.agreed()).isTrue();
        assertThat(done.revision()).isEqualTo(1);
        assertThat(done.changes())
                .contains("+ camera gate", "- camera dock", "~ recorder r1", "    group: none → east");
        assertThat(desk.get(Optional.empty()).text()).contains(DOCUMENT);
        assertThat(wanted.of(site).cameras().getFirst().camera().value()).isEqualTo("gate");
        assertThat(desk.history().getFirst().changes()).isEqualTo(done.changes());
    }

    @Test
    void aDryRunChangesNothingAndTheSameAgainIsNoRevision() {
        assertThat(desk.apply(order(DOCUMENT, Optional.empty(), true)).changes())
                .isNotEmpty();
        assertThat(site.config().number()).isZero();
        desk.apply(order(DOCUMENT, Optional.empty(), false));
        assertThat(desk.apply(order(DOCUMENT, Optional.empty(), false)).changes())
                .isEmpty();
        assertThat(site.config().number()).isEqualTo(1);
    }

    @Test
    void everythingThatIsWrongIsSaidWithItsPlaceAndNothingIsChanged() {
        ConfigReport refused = desk.apply(order(
                DOCUMENT.replace("streams", "steams").replace("recorder: r1", "recorder: s1"),
                Optional.empty(),
                false));
        assertThat(refused.agreed()).isFalse();
        assertThat(refused.problems())
                .extracting(ProblemReport::detail)
                .hasSize(2)
                .allMatch(each -> each.startsWith("north.yaml, line "));
        assertThat(refused.problems().getFirst().remedy()).contains("Did you mean \"streams\"?");
        assertThat(refused.problems().getFirst().footage()).isEqualTo("Not touched: nothing was changed.");
        assertThat(site.config().number()).isZero();
    }

    @Test
    void rollingBackIsANewRevision() {
        desk.apply(order(DOCUMENT, Optional.empty(), false));
        desk.apply(order(DOCUMENT.replace("gate", "dock"), Optional.empty(), false));
        ConfigReport back = desk.rollback(1, "anna");
        assertThat(back.revision()).isEqualTo(3);
        assertThat(back.changes()).containsExactly("- camera dock", "+ camera gate");
        assertThat(desk.history()).extracting(ConfigReport::note).containsExactly("as revision 1", "", "");
        assertThatThrownBy(() -> desk.rollback(9, "anna"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no revision 9");
    }

    @Test
    void whatIsWrittenIsReadAsTheSameSite() {
        DesiredSite read = SiteReader.read(WantedSite.NAME, DOCUMENT).site().orElseThrow();
        assertThat(SiteReader.read(WantedSite.NAME, SiteYaml.write(read)).site())
                .contains(read);
    }

    private static ConfigOrder order(String text, Optional<Long> basedOn, boolean dryRun) {
        return new ConfigOrder("north.yaml", text, basedOn, "anna", "", dryRun);
    }
}
