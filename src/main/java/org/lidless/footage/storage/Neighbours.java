package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the catalogues of the other nodes in a shared pool. A file behind which its writer has begun another is read
/// to its end once and not looked at again. One thread.
final class Neighbours {

    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

    private final Disk disk;
    private final PoolId pool;
    private final NodeId owner;
    private final Path directory;
    private final TableIndex index;
    private final IndexFeed feed;
    private final Map<String, Long> seen = new TreeMap<>();
    private final Set<String> finished = new HashSet<>();
    private boolean knowsWhatIsSeen;

    Neighbours(Disk disk, PoolId pool, NodeId owner, Path directory, TableIndex index) {
        this.disk = disk;
        this.pool = pool;
        this.owner = owner;
        this.directory = directory;
        this.index = index;
        this.feed = new IndexFeed(disk, pool, directory, index);
    }

    /// A failure is no news here: the pool's own writing will tell, and the next look goes on.
    void lookAround() {
        try {
            if (!knowsWhatIsSeen) {
                seen.clear();
                finished.clear();
                seen.putAll(index.applied(pool));
                knowsWhatIsSeen = true;
            }
            List<CatalogueName> files = IndexFeed.catalogues(disk, directory).stream()
                    .filter(file -> !file.node().equals(owner) && !finished.contains(file.file()))
                    .toList();
            for (int i = 0; i < files.size(); i++) {
                CatalogueName file = files.get(i);
                look(file);
                boolean hasLater =
                        i + 1 < files.size() && files.get(i + 1).node().equals(file.node());
                if (hasLater) {
                    finished.add(file.file());
                }
            }
        } catch (IOException | IllegalStateException failed) {
            LOG.debug("the catalogues of others in pool {} could not be followed now", pool, failed);
            knowsWhatIsSeen = false;
        }
    }

    private void look(CatalogueName file) throws IOException {
        String name = file.file();
        try (DiskFile open = disk.openToRead(directory.resolve(name))) {
            long before = seen.getOrDefault(name, 0L);
            if (open.size() < before) {
                knowsWhatIsSeen = false;
                feed.catchUp();
                return;
            }
            seen.put(name, feed.takeOver(file, open, before));
        } catch (NoSuchFileException gone) {
            LOG.debug("{} is gone from pool {}", name, pool, gone);
            knowsWhatIsSeen = false;
        }
    }
}
