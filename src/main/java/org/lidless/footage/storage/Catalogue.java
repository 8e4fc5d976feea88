package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends to the catalogue of one node in one pool. Any thread: whoever comes while another writes waits, and then
/// one of those waiting writes and forces for all of them, so a hundred gaps that begin at once cost a force or two.
///
/// After a failure the file is not written again: the next entry goes into a new one. An entry that was reported as
/// failed may nevertheless have been stored; readers take entries so that a repeated one changes nothing.
final class Catalogue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    /// Entries that have just become durable.
    ///
    /// @param from length of the file before them
    /// @param to   length of the file with them
    record Batch(CatalogueName name, long from, long to, List<CatalogueRecord> entries) {}

    /// What the pool does around an append.
    interface Owner {

        /// Fails when the pool's directory is not the pool any more; asked before a file is opened.
        void requireIdentity() throws IOException;

        /// Told of each batch, in order, one after the other.
        void durable(Batch batch);

        /// Told that a batch failed, of which any part may have been stored.
        void failed();
    }

    private static final class Ticket {
        final List<CatalogueRecord> entries;
        boolean done;

        @Nullable
        IOException failure;

        Ticket(List<CatalogueRecord> entries) {
            this.entries = entries;
        }
    }

    private final World world;
    private final Path pool;
    private final NodeId node;
    private final PoolDirectories directories;
    private final Owner owner;

    private final ReentrantLock turn = new ReentrantLock();
    private final Condition changed = turn.newCondition();
    /// At most one for each thread that is inside [#append].
    private final List<Ticket> waiting = new ArrayList<>();
    private boolean writing;
    private boolean ended;
    /// Suspects that the catalogue could not be told of yet; at most one for each stream and failure.
    private final List<CatalogueRecord> owed = new ArrayList<>();

    // Belong to whoever is writing.
    private @Nullable DiskFile file;
    private CatalogueName name;
    private long length;
    private boolean failed;

    Catalogue(World world, Path pool, NodeId node, PoolDirectories directories, Owner owner) {
        this.world = world;
        this.pool = pool;
        this.node = node;
        this.directories = directories;
        this.owner = owner;
        this.name = new CatalogueName(node, LocalDate.EPOCH, 1);
    }

    /// Stores an entry that matters although nothing may be storable now: if not now, then with the next ones.
    void tellSooner(SegmentSuspect entry) {
        owe(entry);
        try {
            append(List.of());
        } catch (IOException alsoFailed) {
            LOG.warn("the catalogue of {} could not be told of suspect {} yet", pool, entry.name(), alsoFailed);
        }
    }

    /// Remembers an entry that has to be stored with the next ones, because it may not be possible now.
    void owe(CatalogueRecord entry) {
        synchronized (owed) {
            owed.add(entry);
        }
    }

    /// Stores the entries, in order, and before them what is owed; when it returns, they are durable and the index has
    /// been told.
    void append(List<? extends CatalogueRecord> entries) throws IOException {
        List<CatalogueRecord> earlier;
        synchronized (owed) {
            earlier = List.copyOf(owed);
        }
        List<CatalogueRecord> all = new ArrayList<>(earlier);
        all.addAll(entries);
        if (all.isEmpty()) {
            return;
        }
        appendAll(all);
        synchronized (owed) {
            owed.removeAll(earlier);
        }
    }

    private void appendAll(List<CatalogueRecord> entries) throws IOException {
        Ticket mine = new Ticket(List.copyOf(entries));
        List<Ticket> batch = waitForTurn(mine);
        if (!batch.isEmpty()) {
            lead(batch);
        }
        if (mine.failure != null) {
            throw new IOException(mine.failure.getMessage(), mine.failure);
        }
    }

    /// All that wait, when it is this thread's turn to write them; empty when another thread has written mine.
    private List<Ticket> waitForTurn(Ticket mine) throws IOException {
        turn.lock();
        try {
            waiting.add(mine);
            while (writing && !mine.done) {
                changed.awaitUninterruptibly();
            }
            if (mine.done) {
                return List.of();
            }
            if (ended) {
                waiting.remove(mine);
                throw new PoolFaults.PoolGoneException(pool);
            }
            writing = true;
            List<Ticket> batch = List.copyOf(waiting);
            waiting.clear();
            return batch;
        } finally {
            turn.unlock();
        }
    }

    private void lead(List<Ticket> batch) {
        @Nullable IOException failure = new IOException("the catalogue's writer was stopped");
        try {
            write(batch.stream()
                    .map(ticket -> ticket.entries)
                    .flatMap(Collection::stream)
                    .toList());
            failure = null;
        } catch (IOException failedWrite) {
            failure = failedWrite;
            giveUpFile();
            owner.failed();
        } finally {
            turn.lock();
            try {
                for (Ticket ticket : batch) {
                    ticket.failure = failure;
                    ticket.done = true;
                }
                writing = false;
                changed.signalAll();
            } finally {
                turn.unlock();
            }
        }
    }

    private void write(List<CatalogueRecord> entries) throws IOException {
        LocalDate today = CatalogueName.day(world.clock().wallUs());
        DiskFile open = file;
        if (open == null || today.isAfter(name.day())) {
            close();
            open = openFor(today);
        }
        for (CatalogueScan.Frame frame : CatalogueScan.frames(entries)) {
            long from = length;
            ByteBuffer front = ByteBuffer.allocate(CatalogueScan.MAGIC_BYTES).putLong(0, CatalogueScan.MAGIC);
            front.limit(from == 0 ? CatalogueScan.MAGIC_BYTES : 0);
            long bytes = (long) front.remaining() + frame.bytes().remaining();
            open.write(new ByteBuffer[] {front, frame.bytes()}, from);
            open.force();
            length = from + bytes;
            owner.durable(new Batch(name, from, length, frame.entries()));
        }
    }

    /// Continues the newest file when it is today's and has not failed, or begins one.
    private DiskFile openFor(LocalDate today) throws IOException {
        owner.requireIdentity();
        Disk disk = world.disk();
        Path directory = pool.resolve(CatalogueName.DIRECTORY).resolve(node.value());
        directories.ensure(directory);
        Optional<CatalogueName> newest = names(disk, directory, node).stream().reduce((first, second) -> second);
        if (newest.isPresent() && !newest.get().day().isBefore(today)) {
            if (!failed) {
                DiskFile continued = disk.open(pool.resolve(newest.get().file()));
                file = continued;
                if (cutTornTail(continued)) {
                    name = newest.get();
                    return continued;
                }
                close();
            }
            name = newest.get().next();
        } else {
            name = new CatalogueName(node, today, 1);
        }
        DiskFile begun = disk.create(pool.resolve(name.file()));
        file = begun;
        length = 0;
        failed = false;
        disk.forceDirectory(directory);
        return begun;
    }

    /// False when the file has to be left alone: a later version, or damaged where it begins.
    private boolean cutTornTail(DiskFile continued) throws IOException {
        long end = CatalogueScan.walk(continued, CatalogueScan.MAGIC_BYTES, IGNORE);
        length = switch (CatalogueScan.front(continued)) {
            case KNOWN -> end;
            case LATER -> -1;
            case BROKEN -> end == CatalogueScan.MAGIC_BYTES ? 0 : -1;
        };
        if (length < 0) {
            return false;
        }
        if (length < continued.size()) {
            continued.truncate(length);
            continued.force();
        }
        return true;
    }

    private static final CatalogueScan.Visitor IGNORE = new CatalogueScan.Visitor() {
        @Override
        public void frame(long from, long to, List<CatalogueRecord> entries) {
            // Only the end matters here.
        }

        @Override
        public void damaged(long from, long to) {
            // Stepped over; lidless verify names it.
        }
    };

    /// The catalogue files in a node's directory, in the order in which they were written.
    static List<CatalogueName> names(Disk disk, Path directory, NodeId node) throws IOException {
        return disk.list(directory).stream()
                .map(Path::getFileName)
                .flatMap(each -> CatalogueName.parse(node, each.toString()).stream())
                .sorted()
                .toList();
    }

    /// Ends it for good, unless somebody writes to it just now: every later append fails.
    ///
    /// @return whether it has ended
    boolean end() {
        turn.lock();
        try {
            if (writing) {
                return false;
            }
            ended = true;
            close();
        } catch (IOException failedClose) {
            LOG.warn("closing {} failed", name.file(), failedClose);
        } finally {
            turn.unlock();
        }
        return true;
    }

    /// What it could not be told of yet.
    List<CatalogueRecord> owed() {
        synchronized (owed) {
            return List.copyOf(owed);
        }
    }

    private void giveUpFile() {
        failed = true;
        try {
            close();
        } catch (IOException again) {
            LOG.warn("closing {} failed too", name.file(), again);
        }
    }

    @Override
    public void close() throws IOException {
        DiskFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
