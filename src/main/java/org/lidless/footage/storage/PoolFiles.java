package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a pool's segments lie, and how they go. Any thread.
record PoolFiles(Disk disk, Path pool) {

    private static final Logger LOG = LoggerFactory.getLogger(PoolFiles.class);

    Path path(SegmentName name) {
        return pool.resolve(name.file());
    }

    /// Where a segment waits that was deleted.
    Path quarantine(SegmentName name, String token) {
        Path path = path(name);
        return path.resolveSibling(path.getFileName() + Quarantine.MARK + token);
    }

    static void close(DiskFile file, SegmentName name) {
        try {
            file.close();
        } catch (IOException alsoFailed) {
            LOG.warn("closing {} failed", name, alsoFailed);
        }
    }

    static Path directory(Path file) {
        return Objects.requireNonNull(file.getParent(), "a segment has a directory");
    }

    /// Durable when it returns; does nothing when it is gone already.
    void delete(SegmentName name) throws IOException {
        Path path = path(name);
        if (disk.exists(path)) {
            disk.delete(path);
            disk.forceDirectory(directory(path));
        }
    }
}
