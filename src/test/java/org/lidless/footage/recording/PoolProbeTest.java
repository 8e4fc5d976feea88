package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// A pool to which nobody records is looked at all the same.
final class PoolProbeTest {

    private static final PoolId MAIN = new PoolId("main");

    @TempDir
    Path place;

    private final HandClock clock = new HandClock();
    private final FaultyDisk disk = new FaultyDisk();
    private final SqliteIndex index = SqliteIndex.inMemory();
    private PoolKeeper keeper;
    private Path pool;

    @BeforeEach
    void open() throws IOException {
        pool = Files.createDirectories(place.resolve("main"));
        Path data = Files.createDirectories(place.resolve("data"));
        var world = new World(clock, new SeededChance(1), disk, new SystemNetwork());
        keeper = new PoolKeeper(
                world, RecorderSettings.standard(new NodeId("r1"), data), new PoolPlace(MAIN, pool), index);
        look();
        assertThat(keeper.status().open()).isTrue();
    }

    @AfterEach
    void close() {
        disk.release();
        index.close();
    }

    private void look() {
        clock.pass(PoolProbe.LOOK_US);
        keeper.tick(clock.elapsedUs());
    }

    @Test
    void aPoolThatWasTakenAwayIsMissedAndFoundAgain() throws IOException {
        Path away = place.resolve("away");
        Files.move(pool, away);
        look();
        assertThat(keeper.problem()).as("one look may be an accident").isEmpty();
        look();
        assertThat(keeper.problem()).map(Problem::code).contains(ProblemCode.POOL_MISSING);
        assertThat(keeper.cause()).isEqualTo(GapCause.POOL_MISSING);
        assertThat(keeper.status().open()).isFalse();
        assertThat(keeper.isTroubled()).isTrue();
        assertThat(keeper.mayTry(clock.elapsedUs())).isFalse();
        Files.createDirectory(pool);
        look();
        assertThat(pool).as("a mount point without its disk").isEmptyDirectory();
        Files.delete(pool);
        Files.move(away, pool);
        clock.pass(PoolKeeper.OPEN_AGAIN_US);
        look();
        assertThat(keeper.problem()).isEmpty();
        assertThat(keeper.status().open()).isTrue();
        assertThat(keeper.isTroubled()).isFalse();
    }

    @Test
    void aLookThatHangsIsAHungPoolAndNobodyWaitsForIt() throws InterruptedException {
        assertThat(keeper.status().bytesFree()).isPresent();
        disk.hangLooks();
        clock.pass(PoolProbe.LOOK_US);
        long beganUs = clock.elapsedUs();
        Thread looking = Thread.ofPlatform().daemon().start(() -> keeper.tick(beganUs));
        await().until(disk::isHanging);
        assertThat(keeper.probe().isHung(clock.elapsedUs())).isFalse();
        clock.pass(PoolProbe.HUNG_US + 1);
        assertThat(keeper.probe().isHung(clock.elapsedUs())).isTrue();
        assertThat(keeper.status().bytesFree()).as("what was seen last").isPresent();
        disk.release();
        looking.join();
        assertThat(keeper.probe().isHung(clock.elapsedUs())).isFalse();
    }
}
