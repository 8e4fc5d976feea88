package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Brings the index up to what the catalogues of a pool say: only what it has not seen yet, or all of it again when it
/// has seen more than there is (another disk, or an older copy of this one).
final class IndexFeed {

    /// Entries taken over in one transaction.
    private static final int BATCH_ENTRIES = 5_000;

    private final Disk disk;
    private final PoolId pool;
    private final Path directory;
    private final TableIndex index;

    IndexFeed(Disk disk, PoolId pool, Path directory, TableIndex index) {
        this.disk = disk;
        this.pool = pool;
        this.directory = directory;
        this.index = index;
    }

    void catchUp() throws IOException {
        List<CatalogueName> files = catalogues(disk, directory);
        if (sawMoreThan(files)) {
            index.forget(pool);
        }
        Map<String, Long> applied = index.applied(pool);
        for (CatalogueName file : files) {
            try (DiskFile open = disk.openToRead(directory.resolve(file.file()))) {
                takeOver(file, open, applied.getOrDefault(file.file(), 0L));
            }
        }
    }

    /// @throws IOException when what is listed cannot be true: an empty listing is a fault of the disk, and no
    ///                     reason to forget what was recorded
    private boolean sawMoreThan(List<CatalogueName> files) throws IOException {
        List<String> names = files.stream().map(CatalogueName::file).toList();
        Map<String, Long> applied = index.applied(pool);
        if (files.isEmpty() && !applied.isEmpty()) {
            throw new IOException("its directory lists none of the " + applied.size() + " catalogue files that it had");
        }
        for (Map.Entry<String, Long> seen : applied.entrySet()) {
            if (!names.contains(seen.getKey())) {
                if (disk.exists(directory.resolve(seen.getKey()))) {
                    throw new IOException("its directory does not list " + seen.getKey() + ", which is there");
                }
                return true;
            }
            try (DiskFile open = disk.openToRead(directory.resolve(seen.getKey()))) {
                if (open.size() < seen.getValue()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Takes over what the index has not seen of one file.
    ///
    /// @return how much of it the index has seen now
    long takeOver(CatalogueName file, DiskFile open, long seen) throws IOException {
        if (open.size() <= seen || CatalogueScan.front(open) == CatalogueScan.Front.LATER) {
            return seen;
        }
        Batches batches = new Batches(file, seen);
        long end = CatalogueScan.walk(open, Math.max(seen, CatalogueScan.MAGIC_BYTES), batches);
        if (end > Math.max(seen, CatalogueScan.MAGIC_BYTES)) {
            batches.handOver(end);
        }
        return batches.seen;
    }

    private final class Batches implements CatalogueScan.Visitor {

        private final CatalogueName file;
        private long seen;
        private final List<CatalogueRecord> entries = new ArrayList<>();

        Batches(CatalogueName file, long seen) {
            this.file = file;
            this.seen = seen;
        }

        @Override
        public void frame(long from, long to, List<CatalogueRecord> added) {
            entries.addAll(added);
            if (entries.size() >= BATCH_ENTRIES) {
                handOver(to);
            }
        }

        @Override
        public void damaged(long from, long to) {
            // What cannot be read cannot be taken over; lidless verify names it.
        }

        void handOver(long end) {
            index.apply(pool, file, seen, end, entries);
            seen = end;
            entries.clear();
        }
    }

    /// All catalogue files of a pool, node by node, in the order in which they were written.
    ///
    /// @throws IOException also when the pool's directory does not list its own identity file: then no listing
    ///                     of this disk is believed
    static List<CatalogueName> catalogues(Disk disk, Path directory) throws IOException {
        PoolIdentity.requireListed(disk, directory);
        Path all = directory.resolve(CatalogueName.DIRECTORY);
        List<CatalogueName> files = new ArrayList<>();
        if (!disk.isDirectory(all)) {
            return files;
        }
        for (Path each : disk.list(all)) {
            NodeId node;
            try {
                node = new NodeId(String.valueOf(each.getFileName()));
            } catch (IllegalArgumentException notOurs) {
                continue;
            }
            if (disk.isDirectory(each)) {
                files.addAll(Catalogue.names(disk, each, node));
            }
        }
        return files;
    }
}
