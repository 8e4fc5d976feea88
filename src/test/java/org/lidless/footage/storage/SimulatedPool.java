package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// A pool on a simulated disk, and hands to damage it with.
final class SimulatedPool {

    static final PoolId MAIN = new PoolId("main");
    static final Path DIRECTORY = Path.of("/pool");
    static final Path DATA = Path.of("/data");
    static final StreamId CAMERA = Footage.camera(1);
    static final TimeSpan EVER = new TimeSpan(0, Long.MAX_VALUE);

    final SimulatedDisk disk = new SimulatedDisk(1);
    final World world = SimulatedWorld.of(disk, new SimulatedClock(Footage.START_US), 1);
    final SqliteIndex index = SqliteIndex.inMemory();

    SimulatedPool() throws IOException {
        disk.createDirectories(DIRECTORY);
        disk.createDirectories(DATA);
    }

    Pool open() throws IOException {
        Pool pool = Pool.open(world, MAIN, Footage.NODE, DIRECTORY, DATA, index);
        pool.recover(Progress.SILENT);
        return pool;
    }

    void flip(String file, long at) throws IOException {
        try (DiskFile open = disk.open(DIRECTORY.resolve(file))) {
            ByteBuffer one = ByteBuffer.allocate(1);
            open.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 1));
            open.write(new ByteBuffer[] {one.flip()}, at);
        }
    }

    void zero(String file, long at, int count) throws IOException {
        try (DiskFile open = disk.open(DIRECTORY.resolve(file))) {
            open.write(new ByteBuffer[] {ByteBuffer.allocate(count)}, at);
        }
    }

    void cut(String file, long length) throws IOException {
        try (DiskFile open = disk.open(DIRECTORY.resolve(file))) {
            open.truncate(length);
        }
    }
}
