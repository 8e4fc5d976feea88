package org.lidless.footage.storage.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.storage.journal.Staging.Staged;
import org.lidless.world.BlockFile;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool's journal of one recorder, while it is written: commits in a ring of files. Any thread.
///
/// A commit holds what all segments have staged. A file of the journal is used again when every segment that has bytes
/// in it has been forced. After a failed write or force of a journal file it is left as it is, everybody who had
/// something in that commit is told, and the next commit goes to another.
public final class Journal implements AutoCloseable {

    private static final long STAGED_FIRST_BYTES = 1 << 16;
    /// Segments that are forced with one commit because of their age alone.
    private static final int AGED_MAX = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /// Since which commit the journal is needed for a segment.
    private static final class Unsettled {
        final long number;
        final long atByte;
        final long sinceUs;
        final Path path;

        @Nullable
        JournaledFile open;

        Unsettled(JournaledFile file, long number, long atByte, long sinceUs) {
            this.number = number;
            this.atByte = atByte;
            this.sinceUs = sinceUs;
            this.path = file.path();
            this.open = file;
        }
    }

    interface Work {
        void run() throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final World world;
    private final Path directory;
    private final JournalLimits limits;
    private final long opening;
    private final List<JournalSlot> slots = new ArrayList<>();
    private final Map<String, Unsettled> unsettled = new LinkedHashMap<>();
    private @Nullable JournalSlot current;
    private @Nullable Staging staging;
    private long number;
    private long bytes;
    private int created;

    /// @param directory the journal's, inside the pool; made when it is needed. What an earlier process left in it must
    ///                  have been put back
    public Journal(World world, Path directory, JournalLimits limits) {
        this.world = world;
        this.directory = directory;
        this.limits = limits;
        this.opening = world.chance().fork("journal").bits();
    }

    /// Creates a segment whose writes are made durable here.
    ///
    /// @param name its path inside the pool
    public DiskFile create(Path path, String name) throws IOException {
        BlockFile made = world.disk().createInBlocks(path);
        return new JournaledFile(this, name, path, made);
    }

    void locked(Work work) throws IOException {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /// The staging, with room for so many bytes, or for as many as there can be: commits what is in the way. It grows
    /// with what is asked of it.
    Staging roomFor(JournaledFile file, long wished) {
        Staging now = staging;
        if (now != null && now.blockBytes() != file.blockBytes()) {
            throw new IllegalStateException(
                    "blocks of " + now.blockBytes() + " and " + file.blockBytes() + " bytes in one pool");
        }
        if (now != null && now.room(file.name()) >= Math.min(wished, limits.stagedBytes())) {
            return now;
        }
        commit();
        if (now == null || now.roomMax() < limits.stagedBytes()) {
            long doubled = now == null ? STAGED_FIRST_BYTES : 2L * now.roomMax();
            now = new Staging(file.blockBytes(), (int) Math.min(Math.max(doubled, wished), limits.stagedBytes()));
            staging = now;
        }
        return now;
    }

    /// Makes everything durable that is staged, or tells each file that it is not.
    void commit() {
        Staging now = staging;
        if (now == null || now.isEmpty()) {
            return;
        }
        List<Staged> pieces = List.copyOf(now.pieces());
        number++;
        try {
            JournalSlot slot = slotFor(now.bytes());
            bytes += now.bytes();
            slot.write(now.commit(opening, number, needed()), number);
        } catch (IOException failed) {
            LOG.warn("{}: a commit failed, {} writes with it: {}", directory, pieces.size(), failed.toString());
            current = null;
            pieces.forEach(each -> each.file().fail(failed));
            now.clear();
            return;
        }
        now.clear();
        long nowUs = world.clock().elapsedUs();
        for (Staged each : pieces) {
            Piece piece = each.piece();
            each.file().committed(piece.place() + piece.length());
            unsettled.computeIfAbsent(piece.file(), first -> new Unsettled(each.file(), number, bytes, nowUs));
        }
        settleOld(nowUs);
    }

    /// The oldest commit that is needed.
    private long needed() {
        return unsettled.isEmpty() ? number : unsettled.values().iterator().next().number;
    }

    private JournalSlot slotFor(int length) throws IOException {
        JournalSlot now = current;
        if (now != null && now.bytes() + length <= limits.slotBytes()) {
            return now;
        }
        JournalSlot next = free();
        if (next == null && slots.size() < limits.slotsMax()) {
            next = add();
        }
        while (next == null && settleOldest()) {
            next = free();
        }
        if (next == null) {
            throw new IOException("the journal is full, and what is in it cannot be forced in its segments");
        }
        next.begin();
        current = next;
        return next;
    }

    /// A file in which nothing is needed; those that failed go for good when that is so.
    private @Nullable JournalSlot free() throws IOException {
        long needed = needed();
        JournalSlot found = null;
        for (Iterator<JournalSlot> each = slots.iterator(); each.hasNext(); ) {
            JournalSlot slot = each.next();
            if (slot.last() >= needed || slot.equals(current)) {
                continue;
            }
            if (slot.isFailed()) {
                each.remove();
                slot.close();
                world.disk().delete(slot.path());
            } else if (found == null || slot.last() < found.last()) {
                found = slot;
            }
        }
        return found;
    }

    /// Makes a file whose name is durable; one whose name may not be is left for the next opening to take away.
    private JournalSlot add() throws IOException {
        Disk disk = world.disk();
        Path above = Objects.requireNonNull(directory.getParent(), "inside a pool");
        disk.createDirectories(directory);
        disk.forceDirectory(Objects.requireNonNull(above.getParent(), "a pool"));
        disk.forceDirectory(above);
        created++;
        Path path = directory.resolve(String.format("%016x-%04d%s", opening, created, JournalLeft.SUFFIX));
        JournalSlot slot = new JournalSlot(path, disk.createInBlocks(path));
        boolean isNamed = false;
        try {
            disk.forceDirectory(directory);
            slots.add(slot);
            isNamed = true;
            return slot;
        } finally {
            if (!isNamed) {
                slot.close();
            }
        }
    }

    private void settleOld(long nowUs) {
        int aged = 0;
        for (Unsettled each : List.copyOf(unsettled.values())) {
            JournaledFile file = each.open;
            boolean isFar = bytes - each.atByte > limits.settleBytes();
            boolean isAged = nowUs - each.sinceUs > limits.settleAgeUs() && aged < AGED_MAX;
            if (!isFar && !isAged) {
                return;
            }
            if (file != null && !file.isDoubtful()) {
                settle(file);
                aged++;
            }
        }
    }

    private static boolean settle(JournaledFile file) {
        try {
            file.forceSegment();
            return true;
        } catch (IOException failed) {
            LOG.warn(
                    "{}: forcing it failed; what it has since its last force stays in the journal: {}",
                    file.name(),
                    failed.toString());
            return false;
        }
    }

    /// Forces the segment that has waited longest, or writes it once more from the journal.
    private boolean settleOldest() {
        for (Map.Entry<String, Unsettled> each : List.copyOf(unsettled.entrySet())) {
            JournaledFile file = each.getValue().open;
            boolean isSettled =
                    (file != null && !file.isDoubtful()) ? settle(file) : putBack(each.getKey(), each.getValue());
            if (isSettled) {
                return true;
            }
        }
        return false;
    }

    private boolean putBack(String name, Unsettled segment) {
        try {
            List<Path> files = slots.stream().map(JournalSlot::path).toList();
            JournalLeft.of(world.disk(), files).putBack(name, segment.path);
            unsettled.remove(name);
            return true;
        } catch (NoSuchFileException gone) {
            unsettled.remove(name);
            return true;
        } catch (IOException failed) {
            LOG.warn("{}: it could not be written again from the journal, which keeps it: {}", name, failed.toString());
            return false;
        }
    }

    /// Everything of it that was committed is forced in the segment.
    void settled(JournaledFile file) {
        unsettled.remove(file.name());
    }

    /// What is staged of it need not be committed.
    void unstage(JournaledFile file) {
        Staging now = staging;
        if (now != null) {
            now.forget(file);
        }
    }

    /// It will not be written any more: what was reported durable is forced in the segment, or written again there from
    /// the journal, or kept in the journal until that succeeds.
    void closing(JournaledFile file) {
        unstage(file);
        Unsettled segment = unsettled.get(file.name());
        if (segment != null) {
            boolean isSettled = !file.isDoubtful() && settle(file);
            segment.open = null;
            if (!isSettled) {
                putBack(file.name(), segment);
            }
        }
    }

    /// Ends it. Its files go when nothing in them is needed; otherwise they are left for the next opening, as after a
    /// crash. Does nothing while a writer hangs in it.
    @Override
    public void close() throws IOException {
        if (!lock.tryLock()) {
            return;
        }
        try {
            List<JournalSlot> ended = List.copyOf(slots);
            slots.clear();
            current = null;
            for (JournalSlot slot : ended) {
                close(slot);
            }
            for (JournalSlot slot : unsettled.isEmpty() ? ended : List.<JournalSlot>of()) {
                world.disk().delete(slot.path());
            }
        } finally {
            lock.unlock();
        }
    }

    private void close(JournalSlot slot) {
        try {
            slot.close();
        } catch (IOException failed) {
            LOG.warn("closing {} failed", slot.path(), failed);
        }
    }
}
