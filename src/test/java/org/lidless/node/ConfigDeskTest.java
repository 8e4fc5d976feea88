package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.ConfigRevision;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteYaml;
import org.lidless.control.site.Sites;
import org.lidless.control.site.people.DesiredPeople;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.ProblemCode;
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
    private final ConfigDesk desk = new ConfigDesk(World.real().clock(), () -> site, wanted, this::places, this::agree);

    /// Everywhere but on this machine.
    private void places(DesiredSite before, DesiredSite after) {
        new CameraPlaces(World.real().network(), List.of("10.0.0.0/8"), List::of).checkNew(before, after);
    }

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

    private static final String PEOPLE = """
            # who is who
            people:
              - name: anna
                full-name: "Anna Berg, \\"A\\""
                roles: [administrator]
              - name: bert@example.org
                roles: ["operator:gate,@hall", viewer]
                active: false
            camera-groups:
              - group: hall
                cameras: [gate]
            """;

    @Test
    void peopleAndTheirRolesAreInTheDocumentAndNoPasswordIs() {
        ConfigReport done = desk.apply(order(DOCUMENT + PEOPLE, Optional.empty(), false));
        assertThat(done.problems()).isEmpty();
        assertThat(done.changes())
                .contains("+ person anna", "+ person bert@example.org", "+ camera group hall")
                .anyMatch(line -> line.contains("lidless person invite anna"));
        People people = site.people();
        assertThat(people.accounts()).hasSize(2);
        assertThat(people.account(new PersonName("anna")).orElseThrow().password())
                .isEmpty();
        assertThat(people.account(new PersonName("bert@example.org"))
                        .orElseThrow()
                        .off())
                .isTrue();
        assertThat(desk.apply(order(DOCUMENT + PEOPLE, Optional.empty(), false)).changes())
                .isEmpty();
        assertThat(desk.apply(order(DOCUMENT + PEOPLE.replace(", viewer", ""), Optional.empty(), true))
                        .changes())
                .containsExactly(
                        "~ person bert@example.org", "    roles: operator:gate,@hall viewer → operator:gate,@hall");
        DesiredSite read =
                SiteReader.read(WantedSite.NAME, DOCUMENT + PEOPLE).site().orElseThrow();
        assertThat(SiteReader.read(WantedSite.NAME, SiteYaml.write(read)).site())
                .contains(read);
    }

    /// What is changed in the console is a revision of such a document, which keeps its own words.
    @Test
    void aChangeOfPeopleElsewhereIsARevisionThatCanBeTakenBack() {
        desk.apply(order(DOCUMENT + PEOPLE, Optional.empty(), false));
        People people = site.people();
        PeopleChange change = new PeopleChange(
                people.version(),
                PeopleDecider.change(
                        people,
                        new PersonName("bert@example.org"),
                        "",
                        List.of(Grant.parse("viewer")),
                        false,
                        Optional.empty()));
        Optional<ConfigRevision> next = wanted.following(site, change, "anna", 9);
        agree(new SiteCommand.ChangePeople(change, next));
        assertThat(site.config().number()).isEqualTo(2);
        assertThat(desk.get(Optional.empty()).text().orElseThrow())
                .startsWith(DOCUMENT)
                .contains("# who is who")
                .contains("roles: [viewer]");
        assertThat(desk.history().getFirst().by()).isEqualTo("anna");
        assertThat(desk.history().getFirst().changes()).contains("~ person bert@example.org");
        desk.rollback(1, "anna");
        assertThat(site.people()
                        .account(new PersonName("bert@example.org"))
                        .orElseThrow()
                        .off())
                .isTrue();
    }

    /// A document that says nothing of people leaves them alone, and is shown with them.
    @Test
    void peopleOfWhomNoDocumentSpeaksStayAndAreShown() {
        desk.apply(order(DOCUMENT, Optional.empty(), false));
        People people = site.people();
        PeopleChange change = new PeopleChange(
                people.version(),
                PeopleDecider.add(people, new PersonName("carl"), "", List.of(Grant.parse("auditor"))));
        Optional<ConfigRevision> following = wanted.following(site, change, "anna", 9);
        assertThat(following.map(ConfigRevision::text)).hasValue(DOCUMENT);
        agree(new SiteCommand.ChangePeople(change, following));
        desk.apply(order(DOCUMENT.replace("gate", "dock"), Optional.empty(), false));
        assertThat(site.people().accounts()).hasSize(1);
        String shown = desk.get(Optional.empty()).text().orElseThrow();
        assertThat(shown).contains("- name: carl").contains("dock");
        assertThat(SiteYaml.withPeople(shown, DesiredPeople.SILENT))
                .doesNotContain("carl")
                .contains("dock");
    }

    /// Comments that stand behind people are of what follows.
    @Test
    void commentsOfOtherPartsStay() {
        String document = "people:\n  - name: anna\n\n# the north side\nrecorders:\n  - name: r1\n# the end\n";
        assertThat(SiteYaml.withPeople(document, DesiredPeople.SILENT))
                .isEqualTo("\n# the north side\nrecorders:\n  - name: r1\n# the end\n");
    }

    @Test
    void whatIsWrongWithPeopleIsSaidWithItsPlace() {
        ConfigReport refused = desk.apply(order(
                DOCUMENT + PEOPLE.replace("viewer]", "king]").replace("name: anna", "name: \"an na\""),
                Optional.empty(),
                false));
        assertThat(refused.problems()).hasSize(2).allMatch(each -> each.detail().contains("line "));
        assertThat(site.people().accounts()).isEmpty();
    }

    /// By the command line and by going back, too.
    @Test
    void noCameraIsLookedForOnThisMachine() {
        assertThatThrownBy(() -> desk.apply(order(DOCUMENT.replace("10.1.4.17", "127.0.0.1"), Optional.empty(), false)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.CAMERA_ADDRESS_REFUSED));
        agree(new SiteCommand.ConfigureSite(
                new ConfigRevision(1, 0, "anna", "", DOCUMENT.replace("10.1.4.17", "169.254.169.254"))));
        desk.apply(order(DOCUMENT, Optional.empty(), false));
        assertThatThrownBy(() -> desk.rollback(1, "anna"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.CAMERA_ADDRESS_REFUSED));
        assertThat(site.config().number()).isEqualTo(2);
    }

    private static ConfigOrder order(String text, Optional<Long> basedOn, boolean dryRun) {
        return new ConfigOrder("north.yaml", text, basedOn, "anna", "", dryRun);
    }
}
