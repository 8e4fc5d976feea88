package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.lidless.world.Disk;

/// The index's file: made ready on opening, moved aside when it cannot be used.
final class IndexFile {

    private static final List<String> SETTINGS =
            List.of("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA busy_timeout = 10000");

    /// A larger file is not read through on opening: that would delay recording.
    private static final long CHECKED_PAGES_MAX = 16_384;

    private IndexFile() {}

    /// @throws IllegalStateException when the file is damaged, or of another version
    static void prepare(Handle handle) {
        for (String setting : SETTINGS) {
            handle.execute(setting);
        }
        int version = IndexSchema.version(handle);
        if (version == 0) {
            handle.useTransaction(IndexSchema::create);
        } else if (version != IndexSchema.VERSION) {
            throw new IllegalStateException("it has version " + version + ", not " + IndexSchema.VERSION);
        }
        long pages = handle.createQuery("PRAGMA page_count").mapTo(Long.class).one();
        if (pages <= CHECKED_PAGES_MAX) {
            String found = handle.createQuery("PRAGMA quick_check(1)")
                    .mapTo(String.class)
                    .one();
            if (!"ok".equals(found)) {
                throw new IllegalStateException("it is damaged: " + found);
            }
        }
    }

    static void moveAside(Disk disk, Path file) throws IOException {
        disk.rename(file, file.resolveSibling(file.getFileName() + ".unusable"));
        for (String suffix : List.of("-wal", "-shm")) {
            Path beside = file.resolveSibling(file.getFileName() + suffix);
            if (disk.exists(beside)) {
                disk.delete(beside);
            }
        }
    }
}
