package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Fragment;
import org.lidless.world.World;

final class PoolTest {

    private static final PoolId MAIN = new PoolId("main");
    private static final StreamId CAMERA = Footage.camera(1);
    private static final TimeSpan EVER = new TimeSpan(0, Long.MAX_VALUE);

    private final World world = World.real();

    @TempDir
    Path place;

    private Pool open(SqliteIndex index) throws Exception {
        Files.createDirectories(place.resolve("pool"));
        Files.createDirectories(place.resolve("data"));
        return Pool.open(world, MAIN, Footage.NODE, place.resolve("pool"), place.resolve("data"), index);
    }

    @Test
    void whatWasAppendedIsReadBackExactly() throws Exception {
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            pool.recover(Progress.SILENT);
            SegmentHeader header = Footage.header(CAMERA, 7, 0, Footage.START_US, Sha256.NONE);
            SegmentWriter writer = pool.create(header, Footage.H264);
            List<Fragment> written = List.of(
                    Footage.fragment(7, 0, 10, Footage.START_US, 100),
                    Footage.fragment(7, 10, 12, Footage.START_US, 500));
            for (Fragment fragment : written) {
                writer.append(fragment);
            }
            assertThat(index.segments(CAMERA, EVER))
                    .hasSize(1)
                    .first()
                    .satisfies(row -> assertThat(row.state()).isEqualTo(SegmentState.OPEN));
            assertIsRead(pool.path(header.name()), header, written);
            Sha256 hash = writer.seal();
            assertIsRead(pool.path(header.name()), header, written);
            SegmentRow row = index.segments(CAMERA, EVER).getFirst();
            assertThat(row.sha256()).contains(hash);
            assertThat(row.samples()).isEqualTo(22);
            assertThat(row.span()).isEqualTo(writer.span());
        }
    }

    private void assertIsRead(Path path, SegmentHeader header, List<Fragment> written) throws Exception {
        try (SegmentReader reader = SegmentReader.open(world.disk(), path)) {
            assertThat(reader.header()).isEqualTo(header);
            assertThat(reader.parameters()).isEqualTo(Footage.H264);
            List<StoredFragment> fragments = reader.rest();
            assertThat(fragments).hasSize(written.size());
            for (int i = 0; i < written.size(); i++) {
                LoadedFragment loaded = reader.load(fragments.get(i));
                assertThat(loaded).isInstanceOfSatisfying(LoadedFragment.Intact.class, intact -> {});
                LoadedFragment.Intact intact = (LoadedFragment.Intact) loaded;
                assertThat(intact.samples()).isEqualTo(written.get(i).samples());
                assertThat(intact.payload())
                        .isEqualTo(written.get(i).payload().stream()
                                .map(ByteBuffer::duplicate)
                                .toList());
            }
        }
    }

    @Test
    void aCrashLeavesOneRecorderDownGapFromTheLastDurableSampleOn() throws Exception {
        long endUs;
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            pool.recover(Progress.SILENT);
            SegmentWriter writer =
                    pool.create(Footage.header(CAMERA, 7, 0, Footage.START_US, Sha256.NONE), Footage.H264);
            writer.append(Footage.fragment(7, 0, 10, Footage.START_US, 100));
            endUs = writer.span().toUs();
        }
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            Recovery.Outcome outcome = pool.recover(Progress.SILENT);
            assertThat(outcome.sealed()).isEqualTo(1);
            assertThat(index.gaps(CAMERA, EVER))
                    .containsExactly(
                            new Gap(CAMERA, new TimeSpan(endUs, SegmentRow.OPEN_END_US), GapCause.RECORDER_DOWN));
            assertThat(index.segments(CAMERA, EVER).getFirst().recovered()).isTrue();
            pool.gapEnded(CAMERA, endUs + 5_000_000);
            assertThat(index.gaps(CAMERA, EVER))
                    .containsExactly(new Gap(CAMERA, new TimeSpan(endUs, endUs + 5_000_000), GapCause.RECORDER_DOWN));
        }
    }

    @Test
    void gapsThatBeginAtOnceOnManyThreadsAreAllDurable() throws Exception {
        int threads = 16;
        int each = 10;
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            pool.recover(Progress.SILENT);
            try (ExecutorService crowd = Executors.newFixedThreadPool(threads)) {
                List<Callable<Boolean>> work = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    StreamId stream = Footage.camera(thread);
                    work.add(() -> {
                        for (int i = 0; i < each; i++) {
                            pool.gapBegan(stream, 1_000L * i, GapCause.NETWORK);
                            pool.gapEnded(stream, 1_000L * i + 500);
                        }
                        return true;
                    });
                }
                for (Future<Boolean> done : crowd.invokeAll(work)) {
                    assertThat(done.get()).isTrue();
                }
            }
            assertThat(index.gaps(MAIN)).hasSize(threads * each).noneMatch(GapRow::isRunning);
            assertThat(PoolCheck.pool(world.disk(), pool.directory(), Optional.of(index), Progress.SILENT))
                    .isEmpty();
        }
    }

    @Test
    void anAbandonedSegmentStaysReadableUpToItsLastForceAndTheRestComesAgain() throws Exception {
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            pool.recover(Progress.SILENT);
            SegmentWriter first =
                    pool.create(Footage.header(CAMERA, 7, 0, Footage.START_US, Sha256.NONE), Footage.H264);
            first.append(Footage.fragment(7, 0, 10, Footage.START_US, 100));
            first.abandon("a disk that fails");
            assertThatThrownBy(() -> first.append(Footage.fragment(7, 10, 10, Footage.START_US, 100)))
                    .isInstanceOf(IllegalStateException.class);
            SegmentWriter second =
                    pool.create(Footage.header(CAMERA, 7, 1, Footage.START_US + 400_000, Sha256.NONE), Footage.H264);
            second.append(Footage.fragment(7, 10, 10, Footage.START_US, 100));
            second.seal();
            assertThat(index.segments(CAMERA, EVER))
                    .extracting(SegmentRow::state)
                    .containsExactly(SegmentState.SUSPECT, SegmentState.SEALED);
            SegmentRow suspect = index.segments(CAMERA, EVER).getFirst();
            try (SegmentReader reader = SegmentReader.open(world.disk(), pool.directory(), suspect)) {
                assertThat(reader.rest()).hasSize(1).allMatch(fragment -> fragment.count() == 10);
            }
        }
    }
}
