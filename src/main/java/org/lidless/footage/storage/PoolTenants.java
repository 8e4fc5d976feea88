package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.storage.CatalogueRecord.SegmentOpened;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// The segments that are open in a pool: begins them, counts them, and lets none be begun once it is closed. Any
/// thread; its lock guards the count and is held for nothing else.
final class PoolTenants {

    private final Disk disk;
    private final Pool pool;
    private final PoolForcing forcing;
    private int open;
    private boolean isClosed;

    PoolTenants(Disk disk, Pool pool, PoolForcing forcing) {
        this.disk = disk;
        this.pool = pool;
        this.forcing = forcing;
    }

    /// Begins a segment: catalogue first, then the file, created exclusively and its name made durable.
    SegmentWriter create(
            SegmentHeader header, VideoParameters parameters, List<Companion> companions, List<CatalogueRecord> before)
            throws IOException {
        enter();
        boolean isBegun = false;
        try {
            SegmentWriter begun = begin(header, parameters, companions, before);
            isBegun = true;
            return begun;
        } finally {
            if (!isBegun) {
                leave();
            }
        }
    }

    private SegmentWriter begin(
            SegmentHeader header, VideoParameters parameters, List<Companion> companions, List<CatalogueRecord> before)
            throws IOException {
        SegmentName name = header.name();
        List<CatalogueRecord> entries = new ArrayList<>(before);
        entries.add(new SegmentOpened(name, header.quality()));
        pool.store(entries);
        Path path = pool.path(name);
        Path parent = Objects.requireNonNull(path.getParent(), "a segment has a directory");
        pool.ensureDirectory(parent);
        DiskFile file = forcing.create(path, name);
        try {
            disk.forceDirectory(parent);
            return new SegmentWriter(pool, header, parameters, companions, file);
        } catch (IOException failed) {
            PoolFiles.close(file, name);
            throw failed;
        }
    }

    private synchronized void enter() throws IOException {
        if (isClosed) {
            throw new PoolFaults.PoolGoneException(pool.directory());
        }
        open++;
    }

    /// A segment is not written any more.
    synchronized void leave() {
        open--;
    }

    /// From now on no segment is begun.
    ///
    /// @return whether none is open
    synchronized boolean close() {
        isClosed = true;
        return open == 0;
    }
}
