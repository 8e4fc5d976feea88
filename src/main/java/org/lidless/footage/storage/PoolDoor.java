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

    /// Of an unshared pool, held as long as it is open; of a shared one, while it is made.
    static final String LOCK = "lock";

    private static final List<String> NOT_COUNTED = List.of("lost+found", PoolIdentity.FILE + ".new");

    /// How long to wait while another recorder makes the shared pool, and how often to look.
    private static final long MAKING_MAX_US = 2_000_000;

    private static final long LOOK_US = 20_000;

    /// @throws ProblemException POOL_MISSING, POOL_FOREIGN, POOL_IN_USE, POOL_READ_ONLY, POOL_FULL or POOL_ERROR
    static PoolDoor open(World world, PoolPlace place, NodeId owner, Path dataDirectory) {
        Disk disk = world.disk();
        Path directory = place.directory();
        try {
            KnownPools known = new KnownPools(disk, dataDirectory);
            Optional<String> knownId = known.id(directory);
            if (!disk.isDirectory(directory)) {
                throw new ProblemException(PoolFaults.missing(place.id(), directory));
            }
            Optional<PoolIdentity> found = look(disk, place, owner, knownId);
            String name = place.shared() ? LOCK + "-" + owner : LOCK;
            AutoCloseable lock = disk.tryLock(directory.resolve(name))
                    .orElseThrow(() -> new ProblemException(PoolFaults.inUse(place.id(), directory)));
            boolean entered = false;
            try {
                PoolIdentity identity = found.isPresent() ? found.get() : make(world, place, owner, knownId);
                known.remember(directory, identity);
                entered = true;
                return new PoolDoor(identity, lock);
            } finally {
                if (!entered) {
                    release(lock, directory);
                }
            }
        } catch (IOException failed) {
            throw new ProblemException(PoolFaults.of(place.id(), directory, false, failed), failed);
        }
    }

    /// Makes the directory a pool, unless another recorder that shares it has done so meanwhile.
    private static PoolIdentity make(World world, PoolPlace place, NodeId owner, Optional<String> knownId)
            throws IOException {
        if (!place.shared()) {
            return lookOrMake(world, place, owner, knownId);
        }
        AutoCloseable making = waitForMaking(world, place);
        try {
            return lookOrMake(world, place, owner, knownId);
        } finally {
            release(making, place.directory());
        }
    }

    private static AutoCloseable waitForMaking(World world, PoolPlace place) throws IOException {
        long endUs = world.clock().elapsedUs() + MAKING_MAX_US;
        while (true) {
            Optional<AutoCloseable> making =
                    world.disk().tryLock(place.directory().resolve(LOCK));
            if (making.isPresent()) {
                return making.get();
            }
            if (world.clock().elapsedUs() >= endUs) {
                throw new ProblemException(PoolFaults.inUse(place.id(), place.directory()));
            }
            world.clock().pauseUs(LOOK_US);
        }
    }

    private static PoolIdentity lookOrMake(World world, PoolPlace place, NodeId owner, Optional<String> knownId)
            throws IOException {
        Optional<PoolIdentity> found = look(world.disk(), place, owner, knownId);
        if (found.isPresent()) {
            return found.get();
        }
        PoolIdentity fresh = PoolIdentity.fresh(
                place, owner, world.chance().bits(), world.clock().wallUs());
        fresh.write(world.disk(), place.directory());
        return fresh;
    }

    static void release(AutoCloseable lock, Path directory) {
        try {
            lock.close();
        } catch (Exception failed) {
            LOG.warn("giving back the lock of {} failed", directory, failed);
        }
    }

    /// The identity of the right pool; empty when the directory may become one.
    private static Optional<PoolIdentity> look(Disk disk, PoolPlace place, NodeId owner, Optional<String> knownId)
            throws IOException {
        PoolId pool = place.id();
        Path directory = place.directory();
        Optional<PoolIdentity> found = PoolIdentity.read(disk, directory);
        if (found.isEmpty()) {
            if (knownId.isPresent()) {
                throw new ProblemException(PoolFaults.missing(pool, directory));
            }
            requireEmpty(pool, directory, disk);
            return found;
        }
        whyForeign(found.get(), place, owner, knownId).ifPresent(why -> {
            throw new ProblemException(PoolFaults.foreign(pool, directory, why));
        });
        return found;
    }

    private static Optional<String> whyForeign(
            PoolIdentity identity, PoolPlace place, NodeId owner, Optional<String> knownId) {
        if (!identity.pool().equals(place.id())) {
            return Optional.of("it is pool " + identity.pool() + " of recorder " + identity.node() + ", not "
                    + place.id() + " of " + owner);
        }
        if (identity.shared() && !place.shared()) {
            return Optional.of("it is a pool that several recorders share, and the settings of " + owner
                    + " do not say that " + place.id() + " is shared");
        }
        if (!identity.shared() && place.shared()) {
            return Optional.of("the settings of " + owner + " say that " + place.id()
                    + " is shared, and it was made for recorder " + identity.node() + " alone");
        }
        if (!identity.shared() && !identity.node().equals(owner)) {
            return Optional.of("it is pool " + identity.pool() + " of recorder " + identity.node() + ", not "
                    + place.id() + " of " + owner);
        }
        if (knownId.isPresent() && !knownId.get().equals(identity.id())) {
            return Optional.of(
                    "another disk is there than before (id " + identity.id() + ", was " + knownId.get() + ")");
        }
        return Optional.empty();
    }

    private static void requireEmpty(PoolId pool, Path directory, Disk disk) throws IOException {
        for (Path entry : disk.list(directory)) {
            String name = String.valueOf(entry.getFileName());
            if (!NOT_COUNTED.contains(name) && !name.equals(LOCK) && !name.startsWith(LOCK + "-")) {
                throw new ProblemException(PoolFaults.foreign(
                        pool, directory, "it is not empty (" + entry.getFileName() + ") and has no identity file"));
            }
        }
    }
}
