package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.world.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a pool does around an append to its catalogue: looks whether the directory still is the pool, and keeps the
/// writer's book and the index in step. Belongs to whoever writes the catalogue.
final class CatalogueWitness implements Catalogue.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueWitness.class);

    private final Disk disk;
    private final PoolIdentity identity;
    private final PoolId id;
    private final NodeId owner;
    private final Path directory;
    private final WriterBook book;
    private final SqliteIndex index;
    private final IndexFeed feed;

    /// Whether the index missed a batch and must read the catalogue again.
    private boolean indexBehind;

    CatalogueWitness(
            Disk disk, PoolIdentity identity, PoolPlace place, NodeId owner, WriterBook book, SqliteIndex index) {
        this.disk = disk;
        this.identity = identity;
        this.id = place.id();
        this.owner = owner;
        this.directory = place.directory();
        this.book = book;
        this.index = index;
        this.feed = new IndexFeed(disk, id, directory, index);
    }

    @Override
    public void requireIdentity() throws IOException {
        Optional<PoolIdentity> found = PoolIdentity.read(disk, directory);
        if (!found.map(PoolIdentity::id).equals(Optional.of(identity.id()))) {
            throw new PoolFaults.PoolGoneException(directory);
        }
    }

    private boolean isIdentified() {
        try {
            requireIdentity();
            return true;
        } catch (IOException gone) {
            LOG.debug("pool {} is not at {}", id, directory, gone);
            return false;
        }
    }

    /// Whether the directory is the pool and lists what is in it.
    ///
    /// @return empty when all is well
    Optional<Problem> look() {
        try {
            requireIdentity();
            PoolIdentity.requireListed(disk, directory);
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(problem(failed));
        }
    }

    /// What a failure of one of the pool's calls means.
    Problem problem(IOException failure) {
        return PoolFaults.of(id, directory, isIdentified(), failure);
    }

    @Override
    public void durable(Catalogue.Batch batch) {
        batch.entries().forEach(book::note);
        updateIndex(batch);
    }

    /// Entries of a failed batch may have been stored all the same: take them from the file then.
    @Override
    public void failed() {
        indexBehind = true;
    }

    /// The index is a cache: when it fails, recording goes on, and it reads what it missed with the next entry.
    private void updateIndex(Catalogue.Batch batch) {
        try {
            if (indexBehind) {
                feed.catchUp();
                book.reopen(index, id, owner);
            } else {
                index.apply(id, batch.name(), batch.from(), batch.to(), batch.entries());
            }
            indexBehind = false;
        } catch (IOException | RuntimeException failed) {
            LOG.warn("the index misses entries of {} for now", batch.name().file(), failed);
            indexBehind = true;
        }
    }
}
