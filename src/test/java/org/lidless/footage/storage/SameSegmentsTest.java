package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.Disk;
import org.lidless.world.SystemDisk;
import org.lidless.world.World;

/// Both ways to force leave the same segments, on this machine's own file system; and what is durable by a journal can
/// be read while the segment is being written.
final class SameSegmentsTest {

    private static final int STREAMS = 3;
    private static final int FRAGMENTS = 12;

    @TempDir
    private Path place;

    private final Disk disk = new SystemDisk();
    private final World world = SimulatedWorld.of(disk, new SimulatedClock(Footage.START_US), 1);

    private Pool open(ForceMode force, SqliteIndex index) throws IOException {
        Path directory = place.resolve(force.word());
        disk.createDirectories(directory);
        disk.createDirectories(place.resolve("data"));
        var at = new PoolPlace(SimulatedPool.MAIN, directory, false, force);
        Pool pool = Pool.open(world, at, Footage.NODE, place.resolve("data"), index);
        pool.recover(Progress.SILENT);
        return pool;
    }

    private List<SegmentWriter> begin(Pool pool) throws IOException {
        List<SegmentWriter> writers = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            writers.add(pool.create(
                    Footage.header(Footage.camera(i), i + 1, 0, Footage.START_US, Sha256.NONE), Footage.H264));
        }
        return writers;
    }

    private static void record(List<SegmentWriter> writers, int fragments) throws IOException {
        for (int n = 0; n < fragments; n++) {
            for (int i = 0; i < STREAMS; i++) {
                writers.get(i)
                        .stage(Footage.fragment(
                                i + 1, n * 10L, 10, Footage.START_US, n == 7 ? 100_000 : 777 * (i + 1)));
            }
            for (SegmentWriter each : writers) {
                each.settle();
            }
        }
    }

    private byte[] sealed(ForceMode force, int stream) throws IOException {
        String file = Footage.header(Footage.camera(stream), stream + 1, 0, Footage.START_US, Sha256.NONE)
                .name()
                .file();
        return disk.readWhole(place.resolve(force.word()).resolve(file), 1 << 28);
    }

    @Test
    void bothWaysLeaveTheSameBytes() throws IOException {
        for (ForceMode force : ForceMode.values()) {
            try (SqliteIndex index = SqliteIndex.inMemory();
                    Pool pool = open(force, index)) {
                List<SegmentWriter> writers = begin(pool);
                record(writers, FRAGMENTS);
                for (SegmentWriter each : writers) {
                    each.seal();
                }
            }
        }
        for (int i = 0; i < STREAMS; i++) {
            assertThat(sealed(ForceMode.JOURNAL, i)).as("stream %s", i).isEqualTo(sealed(ForceMode.DIRECT, i));
        }
        assertThat(disk.list(
                        place.resolve("journal").resolve(PoolForcing.DIRECTORY).resolve("r1")))
                .as("left in the journal of a pool that was closed in good order")
                .isEmpty();
    }

    @Test
    void whatIsDurableIsReadWhileTheSegmentGrows() throws IOException {
        try (SqliteIndex index = SqliteIndex.inMemory();
                Pool pool = open(ForceMode.JOURNAL, index)) {
            List<SegmentWriter> writers = begin(pool);
            record(writers, FRAGMENTS);
            for (int i = 0; i < STREAMS; i++) {
                SegmentRow row = index.segments(Footage.camera(i), new TimeSpan(0, Long.MAX_VALUE))
                        .getFirst();
                assertThat(row.state()).isEqualTo(SegmentState.OPEN);
                try (SegmentReader reader = SegmentReader.open(disk, pool.directory(), row)) {
                    List<StoredFragment> fragments = reader.rest();
                    assertThat(fragments).hasSize(FRAGMENTS).noneMatch(StoredFragment::damaged);
                    for (StoredFragment each : fragments) {
                        assertThat(reader.load(each)).isInstanceOf(LoadedFragment.Intact.class);
                    }
                }
            }
        }
    }
}
