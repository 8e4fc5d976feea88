package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteBackup;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteJson;
import org.lidless.control.site.people.CameraLogin;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.control.site.people.Sealed;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;
import org.lidless.web.access.SecretBook;
import org.lidless.wire.authority.Vault;
import org.lidless.world.SystemChance;
import org.lidless.world.SystemDisk;

/// A canary is given to everything that keeps the passwords of cameras, and then looked for.
class KeptSecretsTest {

    private static final String CANARY = "canary-4711-of-the-gate";
    private static final NodeId R1 = new NodeId("r1");

    @TempDir
    private Path directory;

    private final Vault vault = Vault.of(
            "a root of 32 bytes that is only for this test".getBytes(StandardCharsets.UTF_8), new SystemChance());

    @Test
    void aRecorderKeepsPasswordsSealedAndHasThemAfterARestart() throws IOException {
        AssignmentList told = list().withLogins(new TreeMap<>(Map.of("front", new Credentials("admin", CANARY))));
        new AssignmentStore(new SystemDisk(), directory, vault).save(told);
        assertNowhere(directory);
        assertThat(new AssignmentStore(new SystemDisk(), directory, vault).load())
                .contains(told);
        Vault other = Vault.of(
                "another root of 32 bytes, of a stranger's node".getBytes(StandardCharsets.UTF_8), new SystemChance());
        assertThat(new AssignmentStore(new SystemDisk(), directory, other).load())
                .contains(list());
        assertThat(told.toString()).doesNotContain(CANARY);
    }

    /// Management that cannot open the site's secrets takes none from a recorder; what no camera names any more
    /// goes.
    @Test
    void aRecorderKeepsThePasswordsThatItIsNotTold() {
        TreeMap<String, Credentials> known =
                new TreeMap<>(Map.of("front", new Credentials("admin", CANARY), "old", new Credentials("admin", "x")));
        assertThat(AssignmentStore.withKnown(list(), known).logins()).containsOnlyKeys("front");
        AssignmentList told = list().withLogins(new TreeMap<>(Map.of("front", new Credentials("admin", "new"))));
        assertThat(AssignmentStore.withKnown(told, known).logins())
                .containsEntry("front", new Credentials("admin", "new"));
    }

    /// What stands in the log, a snapshot and a backup is sealed; who has the vault can open it, and nobody else.
    @Test
    void logSnapshotAndBackupHoldPasswordsSealed() {
        CameraLogin login = new CameraLogin("admin", new Sealed(vault.sealText(CANARY, "camera login front")));
        SiteEntry entry = new SiteEntry(
                R1,
                1,
                0,
                List.of(new SiteFact.PeopleChanged(
                        new PeopleChange(0, List.of(new PeopleFact.CameraLoginAgreed("front", login))))));
        Site site = Site.EMPTY.apply(entry).site();
        String all = new String(SiteJson.encode(entry), StandardCharsets.UTF_8)
                + new String(SiteJson.encode(site), StandardCharsets.UTF_8)
                + new String(new SiteBackup(1, R1, site).encode(), StandardCharsets.UTF_8)
                + site;
        assertThat(all).contains("admin").doesNotContain(CANARY);
        assertThat(SecretBook.open(site.people().logins(), vault, "front")).contains(new Credentials("admin", CANARY));
        assertThat(vault.openText(login.password().text(), "camera login back")).isEmpty();
    }

    private static void assertNowhere(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(text).as(file.toString()).doesNotContain(CANARY);
            }
        }
    }

    private static AssignmentList list() {
        CameraAddress address = new CameraAddress(
                URI.create("rtsp://10.0.0.5/main"),
                Transport.TCP,
                Optional.of("front"),
                Optional.empty(),
                Optional.empty(),
                true);
        Assignment assignment = new Assignment(
                new CameraId("gate"),
                Assignment.Mode.RECORD,
                Epoch.FIRST,
                R1,
                Optional.empty(),
                R1,
                OptionalLong.empty(),
                50,
                address,
                3);
        return new AssignmentList(R1, 3, List.of(assignment), new TreeMap<>());
    }
}
