package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.domain.NodeId;
import org.lidless.footage.storage.journal.Journal;
import org.lidless.footage.storage.journal.JournalLeft;
import org.lidless.footage.storage.journal.JournalLimits;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a pool's segments become durable: each by a force of its own, or together by a journal. What any process left in
/// a journal is put back into the segments, whatever the mode is now. Any thread.
final class PoolForcing implements AutoCloseable {

    static final String DIRECTORY = "journal";

    private static final Logger LOG = LoggerFactory.getLogger(PoolForcing.class);

    private final Disk disk;
    private final Path pool;
    private final Path own;
    private final Optional<Journal> journal;
    /// What other nodes have in their journals, since the last [#lookAgain].
    private final Map<NodeId, JournalLeft> others = new ConcurrentHashMap<>();

    private PoolForcing(Disk disk, PoolPlace place, NodeId owner, Optional<Journal> journal) {
        this.disk = disk;
        this.pool = place.directory();
        this.own = directory(place.directory(), owner);
        this.journal = journal;
    }

    static PoolForcing of(World world, PoolPlace place, NodeId owner) {
        return new PoolForcing(
                world.disk(),
                place,
                owner,
                switch (place.force()) {
                    case DIRECT -> Optional.empty();
                    case JOURNAL ->
                        Optional.of(
                                new Journal(world, directory(place.directory(), owner), limits(world.disk(), place)));
                });
    }

    private static Path directory(Path pool, NodeId node) {
        return pool.resolve(DIRECTORY).resolve(node.value());
    }

    private static JournalLimits limits(Disk disk, PoolPlace place) {
        try {
            return JournalLimits.within(disk.bytesFree(place.directory()));
        } catch (IOException unknown) {
            LOG.warn("{}: how much room there is cannot be asked, so its journal is small", place.id(), unknown);
            return JournalLimits.within(0);
        }
    }

    /// Whether fragments of several streams become durable by one force: then whoever writes several lets them all be
    /// staged before it asks for the first to be durable.
    boolean isGrouping() {
        return journal.isPresent();
    }

    /// Creates a segment that must not exist.
    DiskFile create(Path path, SegmentName name) throws IOException {
        return journal.isPresent() ? journal.get().create(path, name.file()) : disk.createToAppend(path);
    }

    /// Puts what this node's journal still has into its segments, which were left open; then the journal is empty.
    void putBack(List<SegmentRow> unsealed, Progress progress) throws IOException {
        JournalLeft left = JournalLeft.in(disk, own);
        int done = 0;
        for (SegmentRow row : unsealed) {
            progress.at(row.file(), done++, unsealed.size());
            putBack(left, row);
        }
        left.discard();
    }

    /// Puts what another node's journal has of a segment into it. Whether that node is gone or only slow: these are its
    /// bytes, at their places. Its journal stays.
    void putBackOf(SegmentRow row) throws IOException {
        NodeId node = row.name().node();
        JournalLeft left = others.get(node);
        if (left == null) {
            left = JournalLeft.in(disk, directory(pool, node));
            others.put(node, left);
        }
        putBack(left, row);
    }

    private void putBack(JournalLeft left, SegmentRow row) throws IOException {
        try {
            left.putBack(row.file(), pool.resolve(row.file()));
        } catch (NoSuchFileException gone) {
            LOG.debug("{} is not there any more", row.file());
        }
    }

    /// What others have written meanwhile is to be seen.
    void lookAgain() {
        others.clear();
    }

    @Override
    public void close() throws IOException {
        if (journal.isPresent()) {
            journal.get().close();
        }
    }
}
