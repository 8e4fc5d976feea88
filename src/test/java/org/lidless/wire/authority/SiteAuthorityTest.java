package org.lidless.wire.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.world.World;

class SiteAuthorityTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final String AS_SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String AS_CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final long YEAR_US = 365L * 86_400 * 1_000_000;

    private final World world = World.real();

    @TempDir
    private Path directory;

    @Test
    void anIssuedCertificateIsItsNodesAsServerAndAsClient() throws Exception {
        NodeFiles files = authority("a").issue(R1, List.of("recorder-1.example", "10.1.2.3", "::1"), out("r1"));
        X509Certificate certificate = certificate(files);
        assertThat(trust(files, Optional.of(R1)).check(chain(certificate), AS_SERVER))
                .isEqualTo(R1);
        assertThat(trust(files, Optional.empty()).check(chain(certificate), AS_CLIENT))
                .isEqualTo(R1);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=r1");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(each -> String.valueOf(each.get(1)))
                .containsExactly("urn:lidless:node:r1", "r1", "recorder-1.example", "10.1.2.3", "0:0:0:0:0:0:0:1");
        assertThat(NodeCredentials.load(world, files).node()).isEqualTo(R1);
    }

    @Test
    void everyNameOfANodeFitsIntoACertificate() throws Exception {
        SiteAuthority authority = authority("a");
        for (String name : List.of("a_b", "r1.", "a..b", "10.0.0.1", "x".repeat(63), "1-")) {
            NodeFiles files = authority.issue(new NodeId(name), List.of(), out(name));
            assertThat(NodeCredentials.load(world, files).node().value()).isEqualTo(name);
        }
    }

    @Test
    void keysAreForTheirOwnersEyesOnly() throws Exception {
        NodeFiles files = authority("a").issue(R1, List.of(), out("r1"));
        for (Path key : List.of(files.key(), directory.resolve("a/authority-key.pem"), directory.resolve("a.unlock"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(files.key())).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(NodeCredentials.load(world, files)).hasToString("credentials of r1");
    }

    /// Who has the authority's directory, and not what lies beside it, has no key.
    @Test
    void theAuthoritysKeyIsLockedAndOpensWithWhatLiesBesideIt() throws Exception {
        SiteAuthority made = authority("a");
        Path key = directory.resolve("a/authority-key.pem");
        assertThat(Files.readString(key)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(SiteAuthority.open(world, directory.resolve("a")).keyText()).isEqualTo(made.keyText());
        Path stick = Files.createDirectory(directory.resolve("stick")).resolve("unlock");
        Files.move(directory.resolve("a.unlock"), stick);
        assertThatThrownBy(() -> SiteAuthority.open(world, directory.resolve("a")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("a.unlock, which opens its key, is not there");
        Files.createSymbolicLink(directory.resolve("a.unlock"), stick);
        assertThat(SiteAuthority.open(world, directory.resolve("a")).keyText()).isEqualTo(made.keyText());
        Files.writeString(stick, "00".repeat(32));
        assertThatThrownBy(() -> SiteAuthority.open(world, directory.resolve("a")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("does not open its key");
    }

    @Test
    void aKeyOfBeforeIsReadAndLocked() throws Exception {
        SiteAuthority made = authority("a");
        Path key = directory.resolve("a/authority-key.pem");
        Files.writeString(key, made.keyText());
        Files.delete(directory.resolve("a.unlock"));
        assertThat(SiteAuthority.open(world, directory.resolve("a")).keyText()).isEqualTo(made.keyText());
        assertThat(SiteAuthority.lock(world, directory.resolve("a"))).isTrue();
        assertThat(SiteAuthority.lock(world, directory.resolve("a"))).isFalse();
        assertThat(Files.readString(key)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(SiteAuthority.open(world, directory.resolve("a")).keyText()).isEqualTo(made.keyText());
    }

    @Test
    void aForeignAuthorityIsNotBelievedEvenUnderTheSameName() throws Exception {
        NodeFiles ours = authority("a").issue(R1, List.of(), out("r1"));
        NodeFiles theirs = authority("b").issue(R1, List.of(), out("foreign"));
        assertThatThrownBy(() -> trust(ours, Optional.of(R1)).check(chain(certificate(theirs)), AS_SERVER))
                .isInstanceOf(UntrustedPeerException.class)
                .hasMessageContaining("not signed by this site's authority");
        X509Certificate authority = certificate(NodeFiles.in(directory.resolve("r1")), "authority.pem");
        assertThatThrownBy(() -> trust(ours, Optional.empty()).check(chain(authority), AS_CLIENT))
                .isInstanceOf(UntrustedPeerException.class)
                .hasMessageContaining("not made for talking between nodes");
    }

    @Test
    void anotherNodeThanTheExpectedIsRefused() {
        NodeFiles files = authority("a").issue(new NodeId("r2"), List.of("10.0.0.1"), out("r2"));
        assertThatThrownBy(() -> trust(files, Optional.of(R1)).check(chain(certificate(files)), AS_SERVER))
                .isInstanceOf(UntrustedPeerException.class)
                .hasMessage("it is r2 and not r1");
    }

    @Test
    void datesAreWarningsOnly() throws Exception {
        for (long shift : new long[] {-40 * YEAR_US, -11 * YEAR_US, YEAR_US}) {
            World wrong = ShiftedWorld.shifted(shift);
            NodeFiles files = SiteAuthority.create(wrong, directory.resolve("authority" + shift))
                    .issue(R1, List.of(), out("out" + shift));
            assertThat(trust(files, Optional.of(R1)).check(chain(certificate(files)), AS_SERVER))
                    .isEqualTo(R1);
            assertThat(NodeCredentials.load(world, files).node()).isEqualTo(R1);
        }
    }

    @Test
    void nothingIsReplaced() {
        SiteAuthority authority = authority("a");
        authority.issue(R1, List.of(), out("r1"));
        refused(() -> SiteAuthority.create(world, directory.resolve("a")), ProblemCode.CERTIFICATE_EXISTS);
        refused(() -> authority.issue(R1, List.of(), out("r1")), ProblemCode.CERTIFICATE_EXISTS);
    }

    @Test
    void whatCannotBeUsedSaysWhy() throws Exception {
        refused(() -> SiteAuthority.open(world, directory.resolve("nowhere")), ProblemCode.CERTIFICATES_UNUSABLE);
        SiteAuthority authority = authority("a");
        refused(() -> authority.issue(R1, List.of("a host"), out("r1")), ProblemCode.REQUEST_REFUSED);
        refused(() -> authority.issue(R1, List.of("h:7301"), out("r1")), ProblemCode.REQUEST_REFUSED);
        NodeFiles r1 = authority.issue(R1, List.of(), out("r1"));
        NodeFiles r2 = authority.issue(new NodeId("r2"), List.of(), out("r2"));
        NodeFiles mixed = new NodeFiles(r1.key(), r2.certificate(), r1.authority());
        assertThatThrownBy(() -> NodeCredentials.load(world, mixed)).hasMessageContaining("is not the key of");
        Files.writeString(r1.key(), "-----BEGIN PRIVATE KEY-----\nSGVsbG8=\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> NodeCredentials.load(world, r1))
                .hasMessageContaining("LID-PEER-002")
                .hasMessageNotContaining("SGVsbG8=");
        Files.writeString(r1.certificate(), "no certificate");
        refused(() -> NodeCredentials.load(world, r1), ProblemCode.CERTIFICATES_UNUSABLE);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ProblemCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(code));
    }

    private SiteAuthority authority(String name) {
        SiteAuthority.create(world, directory.resolve(name));
        return SiteAuthority.open(world, directory.resolve(name));
    }

    private Path out(String name) {
        return directory.resolve(name);
    }

    private PeerTrust trust(NodeFiles files, Optional<NodeId> expected) throws Exception {
        return new PeerTrust(
                world.clock(), PemFile.certificates(world.disk(), files.authority()), expected, PeerTrust.noneWarned());
    }

    private X509Certificate certificate(NodeFiles files) throws Exception {
        return PemFile.certificates(world.disk(), files.certificate()).getFirst();
    }

    private X509Certificate certificate(NodeFiles files, String name) throws Exception {
        return PemFile.certificates(world.disk(), files.key().resolveSibling(name))
                .getFirst();
    }

    private static X509Certificate[] chain(X509Certificate certificate) {
        return new X509Certificate[] {certificate};
    }
}
