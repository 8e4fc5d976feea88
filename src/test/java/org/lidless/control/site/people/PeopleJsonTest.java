package org.lidless.control.site.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteJson;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.Right;
import org.lidless.domain.Sha256;

class PeopleJsonTest {

    private static final PersonName ANNA = new PersonName("anna");
    private static final CameraGroupName OUTSIDE = new CameraGroupName("outside");
    private static final Sha256 PROOF = Sha256.parse("ab".repeat(32));
    private static final Sealed SEALED = new Sealed("v1.00112233.c2VhbGVk");

    /// One of each kind; together they can be applied to a site without people.
    private static final PeopleChange EVERY_FACT = new PeopleChange(
            0,
            List.of(
                    new PeopleFact.GroupAgreed(
                            OUTSIDE, new TreeSet<>(List.of(new CameraId("gate"), new CameraId("yard")))),
                    new PeopleFact.GroupAgreed(new CameraGroupName("inside"), new TreeSet<>()),
                    new PeopleFact.GroupRemoved(new CameraGroupName("inside")),
                    new PeopleFact.AccountAgreed(new Account(
                            ANNA,
                            "Anna",
                            Optional.of("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"),
                            List.of(
                                    Grant.everywhere(PersonRole.ADMINISTRATOR),
                                    new Grant(
                                            PersonRole.VIEWER,
                                            false,
                                            new TreeSet<>(List.of(new CameraId("gate"))),
                                            new TreeSet<>(List.of(OUTSIDE)))),
                            false,
                            Optional.empty(),
                            3,
                            1)),
                    new PeopleFact.AccountAgreed(new Account(
                            new PersonName("ben@example.org"),
                            "",
                            Optional.empty(),
                            List.of(),
                            true,
                            Optional.of(new Account.Outside("https://login.example.org", "4711")),
                            1,
                            1)),
                    new PeopleFact.AccountRemoved(new PersonName("ben@example.org")),
                    new PeopleFact.TokenAgreed(new ApiToken(
                            "0123456789ab",
                            ANNA,
                            "report",
                            PROOF,
                            new TreeSet<>(List.of(Right.STATUS, Right.PLAYBACK)),
                            new TreeSet<>(List.of(new CameraId("gate"))),
                            1_700_000_000_000_000L,
                            1_800_000_000_000_000L)),
                    new PeopleFact.TokenRemoved("ba9876543210"),
                    new PeopleFact.CodeAgreed(
                            new PersonCode("aaaaaaaaaaaa", PROOF, Optional.of(ANNA), 1_800_000_000_000_000L), 5),
                    new PeopleFact.CodeAgreed(
                            new PersonCode("bbbbbbbbbbbb", PROOF, Optional.empty(), 1_800_000_000_000_000L), 5),
                    new PeopleFact.CodeUsed("aaaaaaaaaaaa"),
                    new PeopleFact.SessionKeyAgreed(new SessionKey("00112233", SEALED, 1_700_000_000_000_000L)),
                    new PeopleFact.SessionEnded("c2Vzc2lvbg", 1_800_000_000_000_000L, 7),
                    new PeopleFact.OidcAgreed(Optional.empty()),
                    new PeopleFact.OidcAgreed(Optional.of(new OidcSettings(
                            "Example",
                            URI.create("https://login.example.org/realm"),
                            "lidless",
                            Optional.of(SEALED),
                            List.of("profile", "groups"),
                            "preferred_username",
                            "groups",
                            new TreeMap<>(Map.of("guards", List.of(Grant.everywhere(PersonRole.OPERATOR))))))),
                    new PeopleFact.CameraLoginAgreed("front", new CameraLogin("admin", SEALED)),
                    new PeopleFact.CameraLoginRemoved("back"),
                    new PeopleFact.LayoutAgreed(new Layout(ANNA, "wall", true, "{\"columns\":2}", 1)),
                    new PeopleFact.LayoutRemoved(new Layout.Key(ANNA, "old"))));

    @Test
    void changeBytesNeverChange() throws IOException {
        String golden = golden("people-change.json");
        assertThat(new String(PeopleJson.encode(EVERY_FACT), StandardCharsets.UTF_8))
                .isEqualTo(golden);
        assertThat(PeopleJson.decode(golden.getBytes(StandardCharsets.UTF_8))).isEqualTo(EVERY_FACT);
    }

    @Test
    void aSiteWithPeopleIsReadAsItWasWritten() throws IOException {
        Site site = Sites.after(Site.EMPTY, new SiteFact.PeopleChanged(EVERY_FACT));
        String golden = golden("people-site.json");
        assertThat(new String(SiteJson.encode(site), StandardCharsets.UTF_8)).isEqualTo(golden);
        assertThat(SiteJson.decodeSite(golden.getBytes(StandardCharsets.UTF_8))).isEqualTo(site);
    }

    @Test
    void garbageIsNoChange() {
        assertThatThrownBy(() -> PeopleJson.decode("{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PeopleJson.decode("{\"people-version\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Logs and crash dumps show what `toString` says.
    @Test
    void nothingThatLetsAnybodyInIsInTheWordsOfAFact() {
        Site site = Sites.after(Site.EMPTY, new SiteFact.PeopleChanged(EVERY_FACT));
        assertThat(site.toString()).doesNotContain("argon2id").doesNotContain("c2VhbGVk");
        assertThat(EVERY_FACT.toString()).doesNotContain("argon2id").doesNotContain("c2VhbGVk");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = PeopleJsonTest.class.getResourceAsStream("/formats/v1/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
