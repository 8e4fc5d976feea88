package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lidless.domain.GapCause;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.mp4.ExportHash;
import org.lidless.footage.media.mp4.PlainMovie;
import org.lidless.footage.storage.FfmpegClip.Encoder;
import org.lidless.world.World;

/// Real players take what storage writes: ffprobe and a full decode by ffmpeg say nothing, and every picture is the
/// source's, B-frames in order.
@Tag("process")
final class SegmentPlaysTest {

    private static final StreamId CAMERA = Footage.camera(1);
    private static final TimeSpan EVER = new TimeSpan(0, Long.MAX_VALUE);

    private final World world = World.real();

    @TempDir
    Path place;

    private Pool open(SqliteIndex index) throws IOException {
        Files.createDirectories(place.resolve("pool"));
        Files.createDirectories(place.resolve("data"));
        Pool pool =
                Pool.open(world, new PoolId("main"), Footage.NODE, place.resolve("pool"), place.resolve("data"), index);
        pool.recover(Progress.SILENT);
        return pool;
    }

    private static SegmentHeader header() {
        return Footage.header(CAMERA, 7, 0, Footage.START_US, Sha256.NONE);
    }

    @ParameterizedTest
    @EnumSource(Encoder.class)
    void anOpenAndASealedSegmentPlay(Encoder encoder) throws Exception {
        FfmpegClip clip = FfmpegClip.make(place, encoder, "320x240", 100);
        try (SqliteIndex index = SqliteIndex.inMemory();
                Pool pool = open(index)) {
            SegmentWriter writer = pool.create(header(), clip.parameters());
            for (Fragment fragment : clip.fragments(12, Footage.START_US)) {
                writer.append(fragment);
            }
            Path segment = pool.path(header().name());
            assertThat(FfmpegClip.pictures(segment)).isEqualTo(clip.pictures());
            writer.seal();
            FfmpegClip.probe(segment);
            assertThat(FfmpegClip.pictures(segment)).isEqualTo(clip.pictures());
            assertThat(PoolCheck.file(world.disk(), segment, Progress.SILENT)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Encoder.class)
    void aTornSegmentPlaysOnceRecovered(Encoder encoder) throws Exception {
        FfmpegClip clip = FfmpegClip.make(place, encoder, "320x240", 100);
        Path segment = abandoned(clip, 12);
        long whole = written(segment);
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            ByteBuffer half = ByteBuffer.allocate(3000);
            file.read(half, whole - 9000);
            file.write(half.flip(), whole);
        }
        try (SqliteIndex index = SqliteIndex.inMemory();
                Pool pool = open(index)) {
            assertThat(index.segments(CAMERA, EVER).getFirst().bytes()).isEqualTo(whole + TrailerBox.BYTES);
            FfmpegClip.probe(segment);
            assertThat(FfmpegClip.pictures(segment)).isEqualTo(clip.pictures());
            assertThat(PoolCheck.pool(world.disk(), pool.directory(), Optional.of(index), Progress.SILENT))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Encoder.class)
    void aHoleInTheMiddleIsWrappedAndTheRestPlays(Encoder encoder) throws Exception {
        FfmpegClip clip = FfmpegClip.make(place, encoder, "320x240", 100);
        Path segment = abandoned(clip, 25);
        StoredFragment second;
        try (SegmentReader reader = SegmentReader.open(world.disk(), segment)) {
            second = reader.rest().get(1);
        }
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate((int) second.bytes() - 500), second.offset());
        }
        try (SqliteIndex index = SqliteIndex.inMemory();
                Pool pool = open(index)) {
            assertThat(index.gaps(CAMERA, EVER))
                    .anyMatch(gap -> gap.cause() == GapCause.SEGMENT_DAMAGED
                            && gap.span().overlaps(second.span()));
            FfmpegClip.probe(segment);
            List<String> left = new ArrayList<>(clip.pictures());
            left.subList(25, 50).clear();
            assertThat(FfmpegClip.pictures(segment)).isEqualTo(left);
            assertThat(PoolCheck.pool(world.disk(), pool.directory(), Optional.of(index), Progress.SILENT))
                    .singleElement()
                    .matches(finding -> finding.severity() == Finding.Severity.WARNING);
        }
    }

    /// A segment whose writer ended without a word.
    private Path abandoned(FfmpegClip clip, int samples) throws IOException {
        try (SqliteIndex index = SqliteIndex.inMemory();
                Pool pool = open(index)) {
            SegmentWriter writer = pool.create(header(), clip.parameters());
            for (Fragment fragment : clip.fragments(samples, Footage.START_US)) {
                writer.append(fragment);
            }
            return pool.path(header().name());
        }
    }

    /// Without the zeros that may be behind it.
    private long written(Path segment) throws IOException {
        try (SegmentReader reader = SegmentReader.open(world.disk(), segment)) {
            StoredFragment last = reader.rest().getLast();
            return last.offset() + last.bytes();
        }
    }

    @ParameterizedTest
    @EnumSource(Encoder.class)
    void aPlainMoviePlaysAcrossAChangeOfParameters(Encoder encoder) throws Exception {
        FfmpegClip small = FfmpegClip.make(place, encoder, "320x240", 50);
        FfmpegClip large = FfmpegClip.make(place, encoder, "640x360", 50);
        Path one = movie(place.resolve("one.mp4"), List.of(small));
        FfmpegClip.probe(one);
        assertThat(FfmpegClip.pictures(one)).isEqualTo(small.pictures());
        Path both = movie(place.resolve("both.mp4"), List.of(small, large));
        FfmpegClip.probe(both);
        assertThat(FfmpegClip.pictures(both)).hasSize(100);
        assertThat(PoolCheck.file(world.disk(), both, Progress.SILENT)).isEmpty();
    }

    private static Path movie(Path file, List<FfmpegClip> clips) throws Exception {
        PlainMovie movie = new PlainMovie();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            put(out, digest, movie.front());
            long ticks = 0;
            for (FfmpegClip clip : clips) {
                movie.parameters(clip.parameters());
                for (Fragment fragment : clip.fragments(10, Footage.START_US)) {
                    put(
                            out,
                            digest,
                            movie.group(FfmpegClip.later(fragment.samples(), ticks))
                                    .head());
                    for (ByteBuffer payload : fragment.payload()) {
                        put(out, digest, payload.duplicate());
                    }
                }
                ticks += 10_000_000;
            }
            put(out, digest, movie.tail(Footage.START_US));
            ByteBuffer hash = ExportHash.write(new Sha256(digest.digest()));
            out.write(hash);
        }
        return file;
    }

    private static void put(FileChannel out, MessageDigest digest, ByteBuffer bytes) throws IOException {
        digest.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
