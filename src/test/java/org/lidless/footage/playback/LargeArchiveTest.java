package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditHead;
import org.lidless.footage.evidence.EvidenceKey;
import org.lidless.footage.evidence.ExportManifest;
import org.lidless.footage.evidence.ManifestCheck;
import org.lidless.footage.evidence.Seal;
import org.lidless.footage.evidence.ZipLayout;
import org.lidless.footage.storage.Footage;
import org.lidless.world.World;

/// Exports beyond 4 GiB: Zip64, which `unzip`, Python and our own check read.
final class LargeArchiveTest {

    private static final long GIB_4 = 4L << 30;
    private static final long T0 = Footage.START_US;
    private static final TimeSpan SPAN = new TimeSpan(T0, T0 + 60_000_000);
    private static final int PIECE_BYTES = 1 << 20;

    private final World world = World.real();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EvidenceKey key;

    @BeforeEach
    void open() throws IOException {
        key = EvidenceKey.open(world.disk(), directory.resolve("evidence-key.pem"));
    }

    /// A ZIP whose first movie is so long, and which has a short one behind.
    private Path archive(long length) throws IOException {
        Path file = directory.resolve("large.zip");
        try (ZipOutlet zip = new ZipOutlet(world.disk(), file, false, T0)) {
            Seal large = movie(zip, "cam-1.mp4", length);
            Seal small = movie(zip, "cam-2.mp4", 1_000);
            byte[] manifest = new ExportManifest(
                            "lidless test",
                            "r1",
                            T0,
                            new ExportManifest.Order("maria", "192.0.2.7", T0, ""),
                            SPAN,
                            List.of(footage(1, length, large), footage(2, 1_000, small)),
                            List.of(),
                            new AuditHead(7, Sha256.NONE))
                    .encode();
            byte[] signature = (key.sign(manifest) + "\n").getBytes(StandardCharsets.US_ASCII);
            zip.publish(new Proof.Papers(manifest, signature, List.of()));
        }
        return file;
    }

    private static ExportManifest.Footage footage(int camera, long bytes, Seal seal) {
        StreamId stream = Footage.camera(camera);
        var movie = new ExportManifest.Movie("cam-" + camera + ".mp4", SPAN, 1, bytes, seal);
        return new ExportManifest.Footage(stream, List.of(movie), List.of(), List.of());
    }

    /// Zeros but for its first byte.
    private static Seal movie(ZipOutlet zip, String name, long length) throws IOException {
        SealingFile file = zip.begin(name);
        byte[] piece = new byte[PIECE_BYTES];
        piece[0] = 1;
        for (long at = 0; at < length; at += PIECE_BYTES) {
            int count = (int) Math.min(PIECE_BYTES, length - at);
            file.write(new ByteBuffer[] {ByteBuffer.wrap(piece, 0, count)}, at);
            piece[0] = 0;
        }
        return zip.end();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
        return said;
    }

    /// The directory begins shortly before, at and behind the last place that 32 bits can name.
    @Test
    void aDirectoryAroundFourGibibytesIsFound() throws IOException, InterruptedException {
        byte[] content = "a short movie".getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(content);
        for (long at : List.of(GIB_4 - 60, GIB_4 - 2, GIB_4 - 1, GIB_4 + 70)) {
            Path file = directory.resolve(at + ".zip");
            long second = at - content.length - ZipLayout.headBytes("cam-2.mp4");
            var large = new ZipLayout.Entry("cam-1.mp4", 0, second - ZipLayout.headBytes("cam-1.mp4"), 0, T0);
            var small = new ZipLayout.Entry("cam-2.mp4", second, content.length, (int) crc.getValue(), T0);
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.write(ZipLayout.head(large));
                sparse.seek(second);
                sparse.write(ZipLayout.head(small));
                sparse.write(content);
                sparse.write(ZipLayout.tail(List.of(large, small), at));
            }
            assertThat(run("unzip", "-p", file.toString(), "cam-2.mp4")).isEqualTo("a short movie");
            assertThat(run(
                            "/usr/bin/python3",
                            "-c",
                            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]);"
                                    + " print(z.infolist()[0].file_size, z.read('cam-2.mp4'))",
                            file.toString()))
                    .contains(large.length() + " b'a short movie'");
            assertThat(ManifestCheck.check(world.disk(), file, Optional.empty()).wrong())
                    .as("the directory at " + at)
                    .isNotEmpty()
                    .noneMatch(each -> each.contains("directory"));
            Files.delete(file);
        }
    }

    /// More than 4 GiB before an entry, and in one: takes a minute and 4 GB of disk.
    @Test
    @Tag("long")
    void whatIsLongerThanFourGibibytesIsReadByAll() throws IOException, InterruptedException {
        Path file = archive(GIB_4 + 5_000);
        assertThat(run("unzip", "-t", file.toString())).contains("No errors detected");
        assertThat(run(
                        "/usr/bin/python3",
                        "-c",
                        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(),"
                                + " [i.file_size for i in z.infolist()][:2], z.read('cam-2.mp4')[:1])",
                        file.toString()))
                .contains("None [" + (GIB_4 + 5_000) + ", 1000] b'\\x01'");
        assertThat(ManifestCheck.check(world.disk(), file, Optional.of(key.thumbprint()))
                        .wrong())
                .isEmpty();
    }
}
