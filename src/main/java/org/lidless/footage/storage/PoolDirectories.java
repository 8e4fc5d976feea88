package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.world.Disk;

/// Directories inside a pool, created so that their names survive a power loss. Any thread.
final class PoolDirectories {

    private static final int KNOWN_MAX = 10_000;

    private final Disk disk;
    private final Path pool;
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    PoolDirectories(Disk disk, Path pool) {
        this.disk = disk;
        this.pool = pool;
    }

    /// Makes a directory and those between it and the pool durable, creating what is missing.
    void ensure(Path directory) throws IOException {
        if (directory.equals(pool) || known.contains(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent == null || !directory.startsWith(pool)) {
            throw new IllegalArgumentException(directory + " is not inside " + pool);
        }
        ensure(parent);
        disk.createDirectories(directory);
        disk.forceDirectory(parent);
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        known.add(directory);
    }

    /// Forgets what is known, because the pool was lost and found again.
    void forget() {
        known.clear();
    }
}
