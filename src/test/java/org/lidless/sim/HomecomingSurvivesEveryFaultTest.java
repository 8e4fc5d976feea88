package org.lidless.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lidless.footage.storage.Finding;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolCheck;
import org.lidless.footage.storage.Progress;
import org.lidless.footage.storage.Reindex;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.sim.HomecomingStory.Held;
import org.lidless.sim.HomecomingStory.Home;
import org.lidless.sim.SimulatedDisk.PowerCut;

/// Fails every I/O of a homecoming and of a release, and cuts the power at every persistence point. What a holder was
/// told to give up must be at home, byte for byte, whatever happens afterwards; and what it gives up must be gone, or
/// there as it was.
final class HomecomingSurvivesEveryFaultTest {

    private static List<Held> held = List.of();

    @BeforeAll
    static void recordTheTakeover() throws IOException {
        SimulatedDisk disk = HomecomingStory.freshDisk(1);
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            held = HomecomingStory.record(disk, index);
        }
        assertThat(held).hasSize(2).last().matches(each -> each.row().recovered());
    }

    private static void judge(SimulatedDisk disk, SqliteIndex index, Map<SegmentName, Held> released, String story)
            throws IOException {
        Map<SegmentName, SegmentRow> rows = HomecomingStory.sealed(index);
        for (Held each : released.values()) {
            assertThat(rows)
                    .as("%s: %s is in the catalogue", story, each.row().name())
                    .containsKey(each.row().name());
            SegmentRow row = rows.getOrDefault(each.row().name(), each.row());
            assertThat(row.sha256()).as(story).isEqualTo(each.row().sha256());
            byte[] bytes = HomecomingStory.content(
                    disk, HomecomingStory.POOL.resolve(each.row().file()));
            assertThat(bytes).as("%s: %s", story, each.row().name()).isEqualTo(each.bytes());
        }
        try (SqliteIndex rebuilt = SqliteIndex.inMemory()) {
            Reindex.run(disk, HomecomingStory.POOL, rebuilt, Progress.SILENT);
            assertThat(rebuilt.segments(HomecomingStory.MAIN))
                    .as("%s: the index equals its rebuild", story)
                    .isEqualTo(index.segments(HomecomingStory.MAIN));
        }
        assertThat(PoolCheck.pool(disk, HomecomingStory.POOL, Optional.of(index), Progress.SILENT))
                .as("%s: verify", story)
                .allMatch(finding -> finding.severity() == Finding.Severity.NOTE);
    }

    /// After the fault: what was released must be there, the rest comes with the next process.
    private static void comeAgain(SimulatedDisk disk, SqliteIndex index, Map<SegmentName, Held> released, String story)
            throws IOException {
        HomecomingStory.open(disk, Footage.NODE, index).close();
        Map<SegmentName, SegmentRow> rows = HomecomingStory.sealed(index);
        assertThat(rows.keySet()).as("%s: right after the restart", story).containsAll(released.keySet());
        new Home(disk, index, held, released).play().close();
        assertThat(released).hasSize(held.size());
        judge(disk, index, released, story);
    }

    @Test
    void withoutFaultsAllComesHomeOnce() throws IOException {
        SimulatedDisk disk = HomecomingStory.freshDisk(1);
        Map<SegmentName, Held> released = new TreeMap<>();
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            new Home(disk, index, held, released).play().close();
            judge(disk, index, released, "no fault");
            Path first = HomecomingStory.POOL.resolve(held.getFirst().row().file());
            assertThat(disk.list(first.resolveSibling(".").normalize()))
                    .as("no part is left")
                    .hasSize(held.size());
        }
    }

    @Test
    void everyFailingIoIsSurvived() throws IOException {
        long count = counted(false);
        for (long n = 1; n <= count; n++) {
            for (String message : List.of(SimulatedDisk.EIO, SimulatedDisk.ENOSPC)) {
                String story = "I/O " + n + " fails with " + message;
                SimulatedDisk disk = HomecomingStory.freshDisk(n);
                Map<SegmentName, Held> released = new TreeMap<>();
                try (SqliteIndex index = SqliteIndex.inMemory()) {
                    disk.failAt(n, message);
                    new Home(disk, index, held, released).play().close();
                    SimulatedDisk found = message.equals(SimulatedDisk.EIO) ? disk.crash(n) : disk;
                    comeAgain(found, index, released, story);
                }
            }
        }
    }

    @Test
    void aHolderThatGoesAwayInTheMiddleIsGoneOnWith() throws IOException {
        SimulatedDisk disk = HomecomingStory.freshDisk(1);
        Map<SegmentName, Held> released = new TreeMap<>();
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            new Home(disk, index, held, released).withReadFailure().play().close();
            judge(disk, index, released, "the holder went away");
        }
    }

    @Test
    void aPowerCutAtEveryPersistencePointIsSurvived() throws IOException {
        long count = counted(true);
        for (long n = 1; n <= count; n++) {
            cutting(n, n * 1_000 + n % 2);
        }
    }

    private static void cutting(long n, long seed) throws IOException {
        String story = "power cut at point " + n + ", seed " + seed;
        SimulatedDisk disk = HomecomingStory.freshDisk(seed);
        Map<SegmentName, Held> released = new TreeMap<>();
        SqliteIndex index = SqliteIndex.inMemory();
        try {
            disk.cutAt(n);
            try {
                new Home(disk, index, held, released).play().close();
            } catch (PowerCut cut) {
                // The fault that is meant.
            }
            SimulatedDisk found = disk.crash(seed);
            found.cutAt(1 + seed % 17);
            try {
                new Home(found, index, held, released).play().close();
            } catch (PowerCut again) {
                found = found.crash(seed + 1);
            }
            found.cutAt(0);
            if (seed % 2 == 1) {
                index.close();
                index = SqliteIndex.inMemory();
            }
            comeAgain(found, index, released, story);
        } finally {
            index.close();
        }
    }

    private static long counted(boolean points) throws IOException {
        SimulatedDisk disk = HomecomingStory.freshDisk(1);
        long before = points ? disk.persistencePoints() : disk.operations();
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            new Home(disk, index, held, new TreeMap<>()).play().close();
        }
        return (points ? disk.persistencePoints() : disk.operations()) - before;
    }

    @Test
    void aReleaseIsWholeOrHasNotBeenWhateverFails() throws IOException {
        for (long n = 1; n <= 16; n++) {
            for (boolean cut : List.of(true, false)) {
                releasing(n, cut);
            }
        }
    }

    private static void releasing(long n, boolean cut) throws IOException {
        String story = (cut ? "power cut at point " : "failing I/O ") + n + " of the release";
        SimulatedDisk disk = HomecomingStory.freshDisk(n);
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            List<Held> copies = HomecomingStory.record(disk, index);
            Pool pool = HomecomingStory.open(disk, HomecomingStory.HOLDER, index);
            if (cut) {
                disk.cutAt(n);
            } else {
                disk.failAt(n, SimulatedDisk.EIO);
            }
            SegmentRow given = copies.getFirst().row();
            boolean gone = false;
            try {
                gone = pool.releaseCopy(given.name(), given.sha256().orElseThrow());
            } catch (IOException | PowerCut failed) {
                // The fault that is meant.
            }
            SimulatedDisk found = disk.crash(n);
            HomecomingStory.open(found, HomecomingStory.HOLDER, index).close();
            Path path = HomecomingStory.POOL.resolve(given.file());
            boolean isNamed = HomecomingStory.sealed(index).containsKey(given.name());
            assertThat(found.exists(path)).as(story).isEqualTo(isNamed);
            assertThat(gone && isNamed)
                    .as("%s: reported gone, and there", story)
                    .isFalse();
            if (isNamed) {
                assertThat(HomecomingStory.content(found, path))
                        .as(story)
                        .isEqualTo(copies.getFirst().bytes());
            }
            for (Held other : copies.subList(1, copies.size())) {
                assertThat(HomecomingStory.content(
                                found, HomecomingStory.POOL.resolve(other.row().file())))
                        .as(story)
                        .isEqualTo(other.bytes());
            }
        }
    }
}
