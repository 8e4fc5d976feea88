package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemException;
import org.lidless.world.Disk;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides whether a directory may be used as a pool, and makes one of an empty directory that was never one.
///
/// @param identity what the directory said
/// @param lock     held until closed
record PoolDoor(PoolIdentity identity, AutoCloseable lock) {

    private static final Logger LOG = LoggerFactory.getLogger(PoolDoor.class);

    static final String LOCK = "lock";

    private static final List<String> NOT_COUNTED = List.of("lost+found", LOCK, PoolIdentity.FILE + ".new");

    /// @throws ProblemException POOL_MISSING, POOL_FOREIGN, POOL_IN_USE, POOL_READ_ONLY, POOL_FULL or POOL_ERROR
    static PoolDoor open(World world, PoolId pool, NodeId owner, Path directory, Path dataDirectory) {
        Disk disk = world.disk();
        try {
            KnownPools known = new KnownPools(disk, dataDirectory);
            Optional<String> knownId = known.id(directory);
            if (!disk.isDirectory(directory)) {
                throw new ProblemException(PoolFaults.missing(pool, directory));
            }
            Optional<PoolIdentity> found = PoolIdentity.read(disk, directory);
            check(pool, owner, directory, knownId, found, disk);
            AutoCloseable lock = disk.tryLock(directory.resolve(LOCK))
                    .orElseThrow(() -> new ProblemException(PoolFaults.inUse(pool, directory)));
            return enter(world, pool, owner, directory, known, found, lock);
        } catch (IOException failed) {
            throw new ProblemException(PoolFaults.of(pool, directory, false, failed), failed);
        }
    }

    private static PoolDoor enter(
            World world,
            PoolId pool,
            NodeId owner,
            Path directory,
            KnownPools known,
            Optional<PoolIdentity> found,
            AutoCloseable lock)
            throws IOException {
        boolean entered = false;
        try {
            PoolIdentity identity = found.isPresent() ? found.get() : initialise(world, pool, owner, directory);
            known.remember(directory, identity);
            entered = true;
            return new PoolDoor(identity, lock);
        } finally {
            if (!entered) {
                release(lock, directory);
            }
        }
    }

    static void release(AutoCloseable lock, Path directory) {
        try {
            lock.close();
        } catch (Exception failed) {
            LOG.warn("giving back the lock of {} failed", directory, failed);
        }
    }

    private static void check(
            PoolId pool,
            NodeId owner,
            Path directory,
            Optional<String> knownId,
            Optional<PoolIdentity> found,
            Disk disk)
            throws IOException {
        if (found.isEmpty()) {
            if (knownId.isPresent()) {
                throw new ProblemException(PoolFaults.missing(pool, directory));
            }
            requireEmpty(pool, directory, disk);
            return;
        }
        PoolIdentity identity = found.get();
        if (!identity.pool().equals(pool) || !identity.node().equals(owner)) {
            throw new ProblemException(PoolFaults.foreign(
                    pool,
                    directory,
                    "it is pool " + identity.pool() + " of recorder " + identity.node() + ", not " + pool + " of "
                            + owner));
        }
        if (knownId.isPresent() && !knownId.get().equals(identity.id())) {
            throw new ProblemException(PoolFaults.foreign(
                    pool,
                    directory,
                    "another disk is there than before (id " + identity.id() + ", was " + knownId.get() + ")"));
        }
    }

    private static void requireEmpty(PoolId pool, Path directory, Disk disk) throws IOException {
        for (Path entry : disk.list(directory)) {
            if (!NOT_COUNTED.contains(String.valueOf(entry.getFileName()))) {
                throw new ProblemException(PoolFaults.foreign(
                        pool, directory, "it is not empty (" + entry.getFileName() + ") and has no identity file"));
            }
        }
    }

    private static PoolIdentity initialise(World world, PoolId pool, NodeId owner, Path directory) throws IOException {
        PoolIdentity fresh = PoolIdentity.fresh(
                pool, owner, world.chance().bits(), world.clock().wallUs());
        fresh.write(world.disk(), directory);
        return fresh;
    }
}
