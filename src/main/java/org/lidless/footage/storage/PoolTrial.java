package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Tries whether a pool can be written: a small file is created, written, forced and deleted. That a directory can be
/// read says little about it.
public final class PoolTrial {

    private static final int BYTES = 4096;

    private PoolTrial() {}

    /// @throws IOException when any of it fails, or the directory is not the pool
    public static void of(Disk disk, Pool pool) throws IOException {
        pool.requireIdentity();
        Path file = pool.directory().resolve("trial-" + pool.owner());
        if (disk.exists(file)) {
            disk.delete(file);
        }
        try (DiskFile open = disk.create(file)) {
            open.write(new ByteBuffer[] {ByteBuffer.allocate(BYTES)}, 0);
            open.force();
        }
        disk.delete(file);
    }
}
