package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditHead;
import org.lidless.footage.evidence.EvidenceKey;
import org.lidless.footage.evidence.ExportManifest;
import org.lidless.footage.evidence.ManifestCheck;
import org.lidless.footage.evidence.VerifyPage;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolCheck;
import org.lidless.footage.storage.Progress;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.World;

/// Two cameras in one ZIP: every byte of it counts.
final class ArchiveTest {

    private static final PoolId MAIN = new PoolId("main");
    private static final long T0 = Footage.START_US;
    private static final TimeSpan SPAN = new TimeSpan(T0, T0 + 60_000_000);

    private final World world = World.real();

    @TempDir
    private Path directory;

    private SqliteIndex index;
    private Pool pool;
    private Exports exports;
    private EvidenceKey key;
    private final List<ExportStatus> ends = new ArrayList<>();

    @BeforeEach
    void record() throws IOException {
        Path place = Files.createDirectory(directory.resolve("pool"));
        Path data = Files.createDirectory(directory.resolve("data"));
        index = SqliteIndex.open(world.disk(), data);
        pool = Pool.open(world, MAIN, Footage.NODE, place, data, index);
        for (int camera = 1; camera <= 2; camera++) {
            SegmentWriter writer =
                    pool.create(Footage.header(Footage.camera(camera), camera, 0, T0, Sha256.NONE), Footage.H264);
            for (int number = 0; number < 100; number += 10) {
                writer.append(Footage.fragment(camera, number, 10, T0, 500));
            }
            writer.seal();
        }
        key = EvidenceKey.open(world.disk(), data.resolve("evidence-key.pem"));
        Timeline timeline =
                new Timeline(index, new LocalHolders(world.disk(), Footage.NODE, Map.of(MAIN, place)), world.clock());
        exports = new Exports(world, timeline, this::papers, ends::add);
    }

    private Proof.Papers papers(ExportRequest request, List<ExportResult> results) {
        Proof.Paper page = new Proof.Paper("verify.html", VerifyPage.bytes());
        List<ExportManifest.Footage> cameras = results.stream()
                .map(each -> new ExportManifest.Footage(
                        each.stream(),
                        each.movies().stream()
                                .map(movie -> new ExportManifest.Movie(
                                        movie.name(), SPAN, movie.samples(), movie.bytes(), movie.seal()))
                                .toList(),
                        List.of(),
                        List.of()))
                .toList();
        var asked = request.asked();
        byte[] manifest = new ExportManifest(
                        "lidless test",
                        "r1",
                        T0,
                        new ExportManifest.Order(asked.who(), asked.from(), asked.atUs(), asked.note()),
                        request.span(),
                        cameras,
                        List.of(new ExportManifest.Paper(page.name(), Sha256.of(page.bytes()))),
                        new AuditHead(7, Sha256.NONE))
                .encode();
        byte[] signature = (key.sign(manifest) + "\n").getBytes(StandardCharsets.US_ASCII);
        return new Proof.Papers(manifest, signature, List.of(page));
    }

    @AfterEach
    void close() {
        exports.close();
        pool.close();
        index.close();
    }

    private ExportStatus export(StreamId... streams) {
        var asked = new ExportRequest.Asked("maria", "192.0.2.7", T0 + 123_000_000, "theft");
        ExportStatus ordered = exports.order(new ExportRequest(List.of(streams), SPAN, out(), false, asked, 0));
        return Awaitility.await()
                .until(
                        () -> exports.find(ordered.id()).orElseThrow(),
                        each -> each.phase().isFinal());
    }

    private Path out() {
        return directory.resolve("out.zip");
    }

    private List<String> wrong() throws IOException {
        return ManifestCheck.check(world.disk(), out(), Optional.of(key.thumbprint()))
                .wrong();
    }

    @Test
    void everyCameraIsAMovieThatAnyUnzipFinds() throws IOException {
        ExportStatus status = export(Footage.camera(1), Footage.camera(2));
        assertThat(status.problem()).isEmpty();
        assertThat(status.bytes()).isEqualTo(Files.size(out()));
        assertThat(ends).singleElement().isEqualTo(status);
        try (ZipFile zip = new ZipFile(out().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly("cam-1.mp4", "cam-2.mp4", "manifest.json", "manifest.jws", "verify.html");
            Path movie = directory.resolve("cam-2.mp4");
            try (InputStream bytes = zip.getInputStream(zip.getEntry("cam-2.mp4"))) {
                Files.copy(bytes, movie);
            }
            assertThat(PoolCheck.file(world.disk(), movie, Progress.SILENT)).isEmpty();
            assertThat(zip.getEntry("cam-1.mp4").getMethod()).isEqualTo(ZipEntry.STORED);
        }
        assertThat(directory.resolve("out.zip.part")).doesNotExist();
        assertThat(wrong()).isEmpty();
        ManifestCheck.Result result = ManifestCheck.check(world.disk(), out(), Optional.empty());
        assertThat(result.cameras()).containsExactly("cam-1", "cam-2");
        assertThat(result.askedBy()).isEqualTo("maria");
    }

    @Test
    void noByteOfItMayBeAnother() throws IOException {
        export(Footage.camera(1), Footage.camera(2));
        byte[] whole = Files.readAllBytes(out());
        int heads = whole.length - 500;
        for (int at = 0; at < whole.length; at += at < 120 || at > heads ? 1 : 9_973) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(out(), changed);
            assertThat(wrong()).as("byte " + at + " of " + whole.length).isNotEmpty();
        }
    }

    @Test
    void nothingMayBePutInOrBehind() throws IOException {
        export(Footage.camera(1));
        byte[] whole = Files.readAllBytes(out());
        Files.write(out(), List.of("more"), java.nio.file.StandardOpenOption.APPEND);
        assertThat(wrong()).isNotEmpty();
        Files.write(out(), java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThat(wrong()).isNotEmpty();
    }

    @Test
    void aCameraWithoutFootageIsSaidAndCostsTheOthersNothing() throws IOException {
        ExportStatus status = export(Footage.camera(9), Footage.camera(1));
        assertThat(status.results().getFirst().movies()).isEmpty();
        assertThat(status.results().getLast().samples()).isEqualTo(100);
        assertThat(wrong()).isEmpty();
    }
}
