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
        Files.write(place.resolve("gate-2.mp4"), new byte[1_000]);
        key = EvidenceKey.open(disk, place.resolve("evidence-key.pem"));
        TimeSpan span = new TimeSpan(0, 9_000_000);
        byte[] json = new ExportManifest(
                        "lidless test",
                        "r1",
                        1_000_000,
                        new ExportManifest.Order("maria", "192.0.2.7", 900_000, ""),
                        span,
                        List.of(new ExportManifest.Footage(
                                new StreamId(new CameraId("gate"), StreamKind.of("main")),
                                List.of(
                                        new ExportManifest.Movie("gate.mp4", span, 100, 3_000_000, seal("gate.mp4")),
                                        new ExportManifest.Movie("gate-2.mp4", span, 10, 1_000, seal("gate-2.mp4"))),
                                List.of(
                                        part("recorded", 0, 4_000_000),
                                        part("gap", 4_000_000, 5_000_000),
                                        part("recorded", 5_000_000, 9_000_000)),
                                List.of())),
                        List.of(),
                        new AuditHead(7, Sha256.NONE))
                .encode();
        Files.write(manifest(), json);
        Files.writeString(place.resolve("gate.manifest.jws"), key.sign(json) + "\n");
    }

    private Seal seal(String name) throws IOException {
        return SealReader.of(new SignedFiles.Beside(disk, movie), name);
    }

    private static ExportManifest.Part part(String kind, long fromUs, long toUs) {
        boolean gap = kind.equals("gap");
        return new ExportManifest.Part(
                kind,
                new TimeSpan(fromUs, toUs),
                gap ? Optional.empty() : Optional.of("r1"),
                gap ? Optional.empty() : Optional.of(1L),
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
    void aGapThatWasRemovedFromTheManifestIsNamedByItsTime() throws IOException {
        String json = Files.readString(manifest());
        int from = json.indexOf("\"kind\" : \"gap\"");
        int begin = json.lastIndexOf('{', from);
        Files.writeString(manifest(), json.substring(0, begin) + json.substring(json.indexOf('{', from)));
        assertThat(check().wrong())
                .hasSize(2)
                .anyMatch(each -> each.contains("changed after it was signed"))
                .anyMatch(each -> each.contains("from 1970-01-01T00:00:04Z to 1970-01-01T00:00:05Z"));
    }

    @Test
    void noLetterOfASignatureMayBeAnother() throws IOException {
        Path file = place.resolve("gate.manifest.jws");
        String signature = Files.readString(file);
        for (int at = 0; at < signature.length(); at += at > signature.length() - 5 ? 1 : 11) {
            char other = signature.charAt(at) == 'B' ? 'C' : 'B';
            Files.writeString(file, signature.substring(0, at) + other + signature.substring(at + 1));
            assertThat(check().wrong()).as("letter " + at).isNotEmpty();
        }
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
