package org.lidless.sim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lidless.footage.storage.ForceMode;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.sim.SimulatedDisk.PowerCut;
import org.lidless.sim.StorageStory.Account;

/// Fails every I/O of a recorder's day, and cuts its power at every persistence point, and judges what is left by an
/// oracle that shares nothing with storage. A failure names what to run again: the place and the seed.
final class StorageSurvivesEveryFaultTest {

    private static final int SEEDS = 3;

    /// Where each fault begins to count: the pool's directories are there and durable.
    private static SimulatedDisk freshDisk(long seed) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(seed);
        disk.createDirectories(StorageStory.POOL_DIRECTORY);
        disk.createDirectories(StorageStory.DATA_DIRECTORY);
        disk.forceDirectory(java.nio.file.Path.of("/"));
        return disk;
    }

    @ParameterizedTest
    @EnumSource
    void aDayWithoutFaultsEndsCleanly(ForceMode force) throws IOException {
        SimulatedDisk disk = freshDisk(1);
        Account account = new Account();
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            StorageStory story = new StorageStory(disk, index, account, 1, force);
            story.play();
            StorageOracle.judge(disk, index, account, "while it is open");
            story.stop();
            StorageOracle.judge(disk, index, account, "after a clean stop");
            StorageStory next = new StorageStory(disk, index, account, 2, force);
            next.resume();
            StorageOracle.judge(disk, index, account, "the day after");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFailingIoIsSurvived(ForceMode force) throws IOException {
        long count = operations(force);
        for (long n = 1; n <= count; n += step(force)) {
            for (String message : List.of(SimulatedDisk.EIO, SimulatedDisk.ENOSPC)) {
                failing(n, message, force, force + ": I/O " + n + " fails with " + message);
            }
        }
    }

    private static void failing(long n, String message, ForceMode force, String name) throws IOException {
        SimulatedDisk disk = freshDisk(n);
        Account account = new Account();
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            StorageStory story = new StorageStory(disk, index, account, 1, force);
            disk.failAt(n, message);
            story.play();
            story.leave();
            boolean power = message.equals(SimulatedDisk.EIO);
            SimulatedDisk found = power ? disk.crash(n) : disk;
            new StorageStory(found, index, account, 2, other(force, n)).resume();
            StorageOracle.judge(found, index, account, name);
        }
    }

    /// The journal's own faults are rehearsed closer by, so that of the pool's not each is played again with one.
    private static int step(ForceMode force) {
        return force == ForceMode.JOURNAL ? SEEDS : 1;
    }

    /// What a journal keeps is found again, also by a recorder that has none any more.
    private static ForceMode other(ForceMode force, long seed) {
        return seed % 3 == 0 ? ForceMode.DIRECT : force;
    }

    @ParameterizedTest
    @EnumSource
    void aPowerCutAtEveryPersistencePointIsSurvived(ForceMode force) throws IOException {
        long count = persistencePoints(force);
        for (long n = 1; n <= count; n++) {
            for (long seed = 1; seed <= SEEDS; seed += step(force)) {
                cutting(
                        n,
                        n * 1_000 + seed,
                        false,
                        force,
                        force + ": power cut at point " + n + ", seed " + (n * 1_000 + seed));
            }
        }
    }

    private static void cutting(long n, long seed, boolean lies, ForceMode force, String name) throws IOException {
        SimulatedDisk disk = freshDisk(seed);
        if (lies) {
            disk.forceLies();
        }
        Account account = new Account();
        boolean indexSurvives = seed % 2 == 0;
        SqliteIndex index = SqliteIndex.inMemory();
        try {
            disk.cutAt(n);
            try {
                new StorageStory(disk, index, account, 1, force).play();
            } catch (PowerCut cut) {
                // The fault that is meant; a cut beyond the story's last point leaves it whole.
            }
            SimulatedDisk found = disk.crash(seed);
            found.cutAt(1 + seed % 23);
            try {
                new StorageStory(found, index, account, 2, other(force, n)).resume();
            } catch (PowerCut again) {
                found = found.crash(seed + 1);
            }
            found.cutAt(0);
            if (!indexSurvives) {
                index.close();
                index = SqliteIndex.inMemory();
            }
            new StorageStory(found, index, account, 3, force).resume();
            StorageOracle.judge(found, index, account, name);
        } finally {
            index.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatLiesAboutForcingIsFoundOut(ForceMode force) {
        assertThatThrownBy(() -> {
                    long count = persistencePoints(force);
                    for (long n = 1; n <= count; n++) {
                        cutting(n, n * 1_000, true, force, "lying disk, power cut at point " + n);
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    private static long operations(ForceMode force) throws IOException {
        return counted(false, force);
    }

    private static long persistencePoints(ForceMode force) throws IOException {
        return counted(true, force);
    }

    private static long counted(boolean points, ForceMode force) throws IOException {
        SimulatedDisk disk = freshDisk(1);
        long before = points ? disk.persistencePoints() : disk.operations();
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            new StorageStory(disk, index, new Account(), 1, force).play();
        }
        return (points ? disk.persistencePoints() : disk.operations()) - before;
    }
}
