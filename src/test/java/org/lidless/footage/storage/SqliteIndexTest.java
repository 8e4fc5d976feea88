package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.world.World;

/// The index is a cache: whatever happens to its file, the next opening has all of it again.
final class SqliteIndexTest {

    private static final PoolId MAIN = new PoolId("main");

    private final World world = World.real();

    @TempDir
    Path place;

    private Path file() {
        return place.resolve("data").resolve("index.db");
    }

    private void record() throws Exception {
        Files.createDirectories(place.resolve("pool"));
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            pool.recover(Progress.SILENT);
            SegmentWriter writer =
                    pool.create(Footage.header(Footage.camera(1), 7, 0, Footage.START_US, Sha256.NONE), Footage.H264);
            writer.append(Footage.fragment(7, 0, 10, Footage.START_US, 100));
            writer.seal();
            pool.stopped(Footage.START_US + 10_000_000);
        }
    }

    private Pool open(SqliteIndex index) {
        return Pool.open(world, MAIN, Footage.NODE, place.resolve("pool"), place.resolve("data"), index);
    }

    private void assertWhole() throws Exception {
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            assertThat(index.segments(MAIN)).hasSize(1);
            TimeSpan ever = new TimeSpan(0, Long.MAX_VALUE);
            assertThat(index.gaps(Footage.camera(1), ever)).hasSize(1);
            assertThat(index.streams()).containsExactly(Footage.camera(1));
            assertThat(pool.runningGap(Footage.camera(1))).isPresent();
        }
    }

    @Test
    void aDeletedIndexIsBuiltAgain() throws Exception {
        record();
        Files.delete(file());
        assertWhole();
    }

    @Test
    void aDamagedIndexIsMovedAsideAndBuiltAgain() throws Exception {
        record();
        Files.writeString(file(), "this is no database, and never was one; it is long enough to be looked at");
        assertWhole();
        assertThat(file().resolveSibling("index.db.unusable")).exists();
    }

    @Test
    void anIndexOfAnotherVersionIsMovedAsideAndBuiltAgain() throws Exception {
        record();
        Jdbi.create("jdbc:sqlite:" + file()).useHandle(handle -> handle.execute("PRAGMA user_version = 99"));
        assertWhole();
    }

    /// Whoever makes a change does not carry earlier ones into the file as well, for others wait for it.
    @Test
    void whatChangedIsCarriedIntoTheFileBesideTheWriter() throws Exception {
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"))) {
            for (int each = 0; each < IndexCheckpoint.CHANGES; each++) {
                index.attach(new PoolId("pool-" + each), "identity-" + each);
            }
            Jdbi withoutLog = Jdbi.create("jdbc:sqlite:file:" + file() + "?immutable=1");
            await().untilAsserted(() -> assertThat(withoutLog.<Integer, RuntimeException>withHandle(
                            handle -> handle.createQuery("SELECT COUNT(*) FROM pool")
                                    .mapTo(Integer.class)
                                    .one()))
                    .isEqualTo(IndexCheckpoint.CHANGES));
        }
    }

    @Test
    void anIndexThatIsBehindReadsOnlyWhatItMissed() throws Exception {
        record();
        Path older = place.resolve("older.db");
        Files.copy(file(), older);
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            pool.gapEnded(Footage.camera(1), Footage.START_US + 20_000_000);
        }
        Files.delete(file());
        Files.move(older, file());
        try (SqliteIndex index = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = open(index)) {
            assertThat(pool.runningGap(Footage.camera(1))).isEmpty();
        }
    }
}
