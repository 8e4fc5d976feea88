package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.world.World;

/// The index in a real server, also when that goes away.
@Tag("process")
final class PostgresKeepsTheContractTest extends IndexContract {

    private static final PoolId MAIN = new PoolId("main");

    private static PostgresServer server;
    private static int opened;

    @TempDir
    Path place;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /// Each node has tables of its own in the database.
    @Override
    TableIndex open() {
        return server.index(new NodeId("node-" + opened++));
    }

    @Test
    void recordingGoesOnWithoutTheServerAndTheIndexCatchesUpWhenItIsBack() throws Exception {
        World world = World.real();
        Files.createDirectories(place.resolve("pool"));
        var there = new PoolPlace(MAIN, place.resolve("pool"));
        try (SqliteIndex own = SqliteIndex.open(world.disk(), place.resolve("data"));
                Pool pool = Pool.open(world, there, Footage.NODE, place.resolve("data"), own);
                PostgresIndex index = server.index(new NodeId("away"))) {
            pool.recover(Progress.SILENT);
            var follower = new IndexFollower(world, index, java.util.List.of(there));
            var read = new ChosenIndex(index, follower::isCurrent, own);
            record(pool, 1);
            follower.look();
            assertThat(follower.isCurrent()).isTrue();
            assertThat(index.segments(MAIN)).isEqualTo(own.segments(MAIN)).hasSize(1);

            server.stop();
            record(pool, 2);
            follower.look();
            assertThat(follower.isCurrent()).isFalse();
            assertThat(read.segments(MAIN)).as("from the recorder's own").hasSize(2);

            server.begin();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                follower.look();
                return follower.isCurrent();
            });
            assertThat(index.segments(MAIN)).isEqualTo(own.segments(MAIN)).hasSize(2);
            assertThat(read.segments(MAIN)).hasSize(2);
        }
    }

    @Test
    void aServerThatGoesAwayBetweenTwoLooksIsNoFault() throws Exception {
        try (PostgresIndex index = server.index(new NodeId("sudden"));
                SqliteIndex own = SqliteIndex.inMemory()) {
            index.attach(MAIN, "identity");
            assertThat(index.segments(MAIN)).isEmpty();
            var read = new ChosenIndex(index, () -> true, own);
            server.stop();
            assertThat(read.segments(MAIN)).isEmpty();
            server.begin();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreException(JdbiException.class)
                    .until(() -> index.applied(MAIN).isEmpty());
        }
    }

    private static void record(Pool pool, long run) throws Exception {
        SegmentWriter writer = pool.create(
                Footage.header(Footage.camera(1), run, 0, Footage.START_US + run, Sha256.NONE), Footage.H264);
        writer.append(Footage.fragment(run, 0, 10, Footage.START_US + run, 100));
        writer.seal();
    }
}
