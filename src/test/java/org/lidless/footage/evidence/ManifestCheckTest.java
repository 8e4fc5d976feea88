package org.lidless.footage.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.CameraId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.world.Disk;
import org.lidless.world.World;

/// An export that somebody changes in every way.
final class ManifestCheckTest {

    private final Disk disk = World.real().disk();

    @TempDir
    private Path place;

    private Path movie;
    private EvidenceKey key;

    @BeforeEach
    void export() throws IOException {
        movie = Files.write(place.resolve("gate.mp4"), new byte[3_000_000]);
        Path second = Files.write(place.resolve("gate-2.mp4"), new byte[1_000]);
        key = EvidenceKey.open(disk, place.resolve("evidence-key.pem"));
        TimeSpan span = new TimeSpan(0, 9_000_000);
        new ExportManifest(
                        "lidless test",
                        "r1",
                        1_000_000,
                        new StreamId(new CameraId("gate"), StreamKind.of("main")),
                        span,
                        List.of(
                                new ExportManifest.Movie(
                                        "gate.mp4", span, 100, 3_000_000, ManifestCheck.hash(disk, movie)),
                                new ExportManifest.Movie(
                                        "gate-2.mp4", span, 10, 1_000, ManifestCheck.hash(disk, second))),
                        List.of(
                                part("recorded", 0, 4_000_000),
                                part("gap", 4_000_000, 5_000_000),
                                part("recorded", 5_000_000, 9_000_000)),
                        new AuditHead(7, Sha256.NONE))
                .write(disk, movie, key);
    }

    private static ExportManifest.Part part(String kind, long fromUs, long toUs) {
        boolean gap = kind.equals("gap");
        return new ExportManifest.Part(
                kind,
                new TimeSpan(fromUs, toUs),
                gap ? Optional.empty() : Optional.of("r1"),
                Optional.empty(),
                gap ? Optional.of("camera-silent") : Optional.empty());
    }

    private ManifestCheck.Result check() throws IOException {
        return ManifestCheck.check(disk, movie, Optional.empty());
    }

    private Path manifest() {
        return place.resolve("gate.manifest.json");
    }

    @Test
    void anExportAsItWasHandedOutIsUnchanged() throws IOException {
        ManifestCheck.Result result = ManifestCheck.check(disk, movie, Optional.of(key.thumbprint()));
        assertThat(result.wrong()).isEmpty();
        assertThat(result.signer()).contains(key.thumbprint());
        assertThat(result.gaps()).isEqualTo(1);
        assertThat(result.camera()).isEqualTo("gate");
    }

    @Test
    void oneByteOfAMovieIsEnough() throws IOException {
        for (int at : List.of(0, 1_234_567, 2_999_999)) {
            byte[] bytes = new byte[3_000_000];
            bytes[at] = 1;
            Files.write(movie, bytes);
            assertThat(check().wrong()).singleElement().asString().contains("gate.mp4 was changed");
        }
    }

    @Test
    void aFurtherMovieCountsToo() throws IOException {
        Files.write(place.resolve("gate-2.mp4"), new byte[1_001]);
        assertThat(check().wrong()).singleElement().asString().contains("gate-2.mp4 was changed");
        Files.delete(place.resolve("gate-2.mp4"));
        assertThat(check().wrong()).singleElement().asString().contains("gate-2.mp4 is missing");
    }

    @Test
    void aGapThatWasTakenOutOfTheManifestIsNamed() throws IOException {
        String json = Files.readString(manifest());
        Files.writeString(manifest(), json.replace("\"gap\"", "\"recorded\""));
        assertThat(check().wrong()).singleElement().asString().contains("changed after it was signed");
    }

    @Test
    void anotherKeyIsNotTheRecorders() throws IOException {
        EvidenceKey other = EvidenceKey.open(disk, place.resolve("other-key.pem"));
        Files.writeString(place.resolve("gate.manifest.jws"), other.sign(Files.readAllBytes(manifest())));
        assertThat(check().wrong()).isEmpty();
        assertThat(ManifestCheck.check(disk, movie, Optional.of(key.thumbprint()))
                        .wrong())
                .singleElement()
                .asString()
                .contains("not signed by the key");
    }

    @Test
    void aSignatureThatClaimsToNeedNoneIsNone() throws IOException {
        String header = Base64.getUrlEncoder().encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.US_ASCII));
        for (String signature : List.of(header + "..", "", "..", "nonsense", "eyJ9..AAAA")) {
            Files.writeString(place.resolve("gate.manifest.jws"), signature);
            assertThat(check().wrong()).as(signature).hasSize(1);
            assertThat(check().signer()).isEmpty();
        }
    }

    @Test
    void missingHalvesAreNamed() throws IOException {
        Files.delete(place.resolve("gate.manifest.jws"));
        assertThat(check().wrong()).singleElement().asString().contains("signature");
        Files.delete(manifest());
        assertThat(check().wrong()).singleElement().asString().contains("manifest");
    }

    @Test
    void aManifestCannotNameFilesElsewhere() throws IOException {
        String json = Files.readString(manifest()).replace("gate-2.mp4", "../gate-2.mp4");
        Files.writeString(manifest(), json);
        Files.writeString(place.resolve("gate.manifest.jws"), key.sign(Files.readAllBytes(manifest())));
        assertThat(check().wrong()).singleElement().asString().contains("cannot be");
    }

    @Test
    void aKeyIsReadAgainAndForItsOwnerOnly() throws IOException {
        Path file = place.resolve("evidence-key.pem");
        assertThat(EvidenceKey.open(disk, file).thumbprint()).isEqualTo(key.thumbprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(key.toString()).doesNotContain("PRIVATE");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> EvidenceKey.open(disk, file)).isInstanceOf(IOException.class);
        assertThat(Files.readString(file)).contains("AAAA");
    }
}
