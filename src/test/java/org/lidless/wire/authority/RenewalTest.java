package org.lidless.wire.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.world.World;

/// A newcomer's key and certificate, and the certificate's successor.
class RenewalTest {

    private static final NodeId M3 = new NodeId("m3");
    private static final long DAY_US = 86_400L * 1_000_000;

    private final World world = World.real();

    @TempDir
    private Path directory;

    @Test
    void aNewcomersCertificateIsSignedForTheKeyThatStaysWithIt() {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        NodeFiles files = joined(authority, "m3");
        NodeCredentials loaded = NodeCredentials.load(world, files);
        assertThat(loaded.node()).isEqualTo(M3);
        assertThat(NodeName.isManagement(loaded.certificate())).isTrue();
        assertThat(NodeName.hosts(loaded.certificate())).containsExactly("m3.example", "10.0.0.3");
        assertThatThrownBy(() -> joined(authority, "m3")).hasMessageContaining("LID-PEER-003");
    }

    @Test
    void aRequestThatWasTamperedWithIsRefused() {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        String request = NodeKey.create(world).request();
        int middle = request.length() / 2;
        char other = request.charAt(middle) == 'A' ? 'B' : 'A';
        String forged = request.substring(0, middle) + other + request.substring(middle + 1);
        for (String wrong : List.of("", "hello", forged)) {
            assertThatThrownBy(() -> authority.sign(M3, List.of(), false, wrong))
                    .hasMessageContaining("LID-REQ-001");
        }
    }

    @Test
    void twoThirdsOfTheWayACertificateIsDueAndItsSuccessorIsUsedAtOnce() throws IOException {
        World past = ShiftedWorld.shifted(-300 * DAY_US);
        SiteAuthority authority = SiteAuthority.create(past, directory.resolve("authority"));
        NodeFiles files = joined(authority, "m3");
        NodeCredentials shown = NodeCredentials.load(world, files);
        X509Certificate before = shown.certificate();
        Renewal renewal = new Renewal(world, shown, files);
        assertThat(renewal.isDue()).isTrue();
        assertThat(new Renewal(past, shown, files).isDue()).isFalse();
        SiteAuthority now = SiteAuthority.open(world, directory.resolve("authority"));
        renewal.take(now.sign(M3, NodeName.hosts(before), true, renewal.request()));
        assertThat(renewal.isDue()).isFalse();
        assertThat(shown.certificate()).isNotEqualTo(before);
        assertThat(shown.shown().getCertificateChain("node")[0]).isEqualTo(shown.certificate());
        assertThat(NodeCredentials.load(world, files).certificate()).isEqualTo(shown.certificate());
        assertThat(NodeName.hosts(shown.certificate())).isEqualTo(NodeName.hosts(before));
    }

    @Test
    void aCertificateOfAnotherSiteNodeOrKeyIsNotTaken() throws IOException {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        SiteAuthority foreign = SiteAuthority.create(world, directory.resolve("foreign"));
        NodeFiles files = joined(authority, "m3");
        NodeCredentials shown = NodeCredentials.load(world, files);
        X509Certificate before = shown.certificate();
        String kept = Files.readString(files.certificate());
        Renewal renewal = new Renewal(world, shown, files);
        String otherKey = NodeKey.create(world).request();
        for (String wrong : List.of(
                "no certificate",
                foreign.sign(M3, List.of(), true, renewal.request()),
                authority.sign(new NodeId("m4"), List.of(), true, renewal.request()),
                authority.sign(M3, List.of(), true, otherKey))) {
            assertThatThrownBy(() -> renewal.take(wrong)).isInstanceOf(IOException.class);
            assertThat(shown.certificate()).isEqualTo(before);
            assertThat(Files.readString(files.certificate())).isEqualTo(kept);
        }
    }

    private NodeFiles joined(SiteAuthority authority, String name) {
        NodeKey key = NodeKey.create(world);
        String certificate = authority.sign(M3, List.of("m3.example", "10.0.0.3"), true, key.request());
        return key.keep(directory.resolve(name), certificate, authority.certificateText());
    }
}
