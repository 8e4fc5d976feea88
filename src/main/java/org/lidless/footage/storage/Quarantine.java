package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.SegmentExpired;
import org.lidless.footage.storage.CatalogueRecord.SegmentPurged;
import org.lidless.world.Disk;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a pool gives segments up. Three steps, each safe to repeat after a crash:
///
/// - expire: the catalogue says that it is gone, and why; then its file is renamed, in its directory.
/// - restore: the file gets its name back; then the catalogue has it again. Its token is not used again, so who was
/// about
///   to purge it misses.
/// - purge: the file is deleted, durably; then the catalogue says so.
///
/// A reader that has the file open reads on until it is done. Any thread, except that one at a time expires and purges.
public final class Quarantine {

    /// Between a segment's file name and its token.
    static final String MARK = ".expired-";

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final World world;
    private final Pool pool;
    private final PoolFiles files;
    private final SqliteIndex index;
    /// Being purged or brought back: whoever has put a name here first does what it does to the end.
    private final Set<SegmentName> busy = ConcurrentHashMap.newKeySet();

    /// A segment that goes.
    ///
    /// @param why in words
    /// @param gap the cause of the gap that it leaves; none when its bytes are at home elsewhere
    public record Leaving(SegmentRow row, String why, Optional<GapCause> gap) {}

    Quarantine(World world, Pool pool, PoolFiles files, SqliteIndex index) {
        this.world = world;
        this.pool = pool;
        this.files = files;
        this.index = index;
    }

    /// Whether this node may expire a segment: in a pool of its own everything, in a shared one what it wrote.
    boolean mayExpire(SegmentName name) {
        return !pool.isShared() || name.node().equals(pool.owner());
    }

    /// Gives segments up. What is not as it was, open, or another's is left alone.
    ///
    /// @return how many bytes went into quarantine
    public long expire(List<Leaving> leaving) throws IOException {
        pool.requireIdentity();
        List<CatalogueRecord> entries = new ArrayList<>();
        List<SegmentExpired> going = new ArrayList<>();
        for (Leaving each : leaving) {
            SegmentRow row = each.row();
            if (mayExpire(row.name()) && isUnchanged(row)) {
                each.gap()
                        .filter(cause -> !row.span().isEmpty())
                        .ifPresent(cause -> entries.add(new GapStored(new Gap(row.stream(), row.span(), cause))));
                String token =
                        String.format(Locale.ROOT, "%016x", world.chance().bits());
                SegmentExpired expired = new SegmentExpired(
                        row.name(),
                        row.span(),
                        row.bytes(),
                        token,
                        each.why(),
                        world.clock().wallUs());
                entries.add(expired);
                going.add(expired);
            }
        }
        if (going.isEmpty()) {
            return 0;
        }
        pool.store(entries);
        long bytes = 0;
        for (SegmentExpired each : going) {
            hide(each.name(), each.token());
            bytes += each.bytes();
        }
        return bytes;
    }

    private boolean isUnchanged(SegmentRow row) {
        boolean isFinished = row.state() == SegmentState.SEALED || row.state() == SegmentState.SUSPECT;
        return isFinished
                && index.segment(pool.id(), row.name())
                        .filter(now -> now.state() == row.state())
                        .isPresent();
    }

    private void hide(SegmentName name, String token) throws IOException {
        Disk disk = world.disk();
        Path path = files.path(name);
        try {
            disk.rename(path, files.quarantine(name, token));
        } catch (NoSuchFileException gone) {
            LOG.warn("{} expires, and its file was not there", name, gone);
        }
    }

    /// What waits, the oldest deletion first.
    public List<QuarantinedRow> waiting() {
        return index.read(handle -> UpkeepRows.quarantined(handle, pool.id())).stream()
                .filter(row -> mayExpire(row.name()))
                .toList();
    }

    /// Finishes what a crash or a failure left between catalogue and file.
    void settle() throws IOException {
        Disk disk = world.disk();
        for (QuarantinedRow row : waiting()) {
            boolean isVisible = disk.exists(files.path(row.name()));
            if (isVisible && !disk.exists(files.quarantine(row.name(), row.token()))) {
                hide(row.name(), row.token());
            }
        }
    }

    /// Deletes for good. What was restored meanwhile is missed.
    ///
    /// @return how many bytes were freed
    public long purge(Collection<QuarantinedRow> rows) throws IOException {
        pool.requireIdentity();
        Set<Path> directories = new TreeSet<>();
        List<CatalogueRecord> entries = new ArrayList<>();
        long bytes = 0;
        for (QuarantinedRow row : rows) {
            if (busy.add(row.name())) {
                try {
                    if (isWaiting(row) && delete(row)) {
                        directories.add(PoolFiles.directory(files.path(row.name())));
                        entries.add(new SegmentPurged(row.name(), row.token()));
                        bytes += row.bytes();
                    }
                } finally {
                    busy.remove(row.name());
                }
            }
        }
        for (Path each : directories) {
            world.disk().forceDirectory(each);
        }
        if (!entries.isEmpty()) {
            pool.store(entries);
        }
        return bytes;
    }

    private boolean isWaiting(QuarantinedRow row) {
        return index.read(handle -> UpkeepRows.isQuarantined(handle, row));
    }

    /// False when a crash or a failure had left it under its own name: purged at the next look.
    private boolean delete(QuarantinedRow row) throws IOException {
        Disk disk = world.disk();
        Path file = files.quarantine(row.name(), row.token());
        if (disk.exists(file)) {
            disk.delete(file);
        } else if (disk.exists(files.path(row.name()))) {
            hide(row.name(), row.token());
            return false;
        }
        return true;
    }

    /// Takes a deleted segment back.
    ///
    /// @return false when it is not in quarantine any more, or just being purged
    public boolean restore(SegmentName name) throws IOException {
        pool.requireIdentity();
        if (!busy.add(name)) {
            return false;
        }
        try {
            Optional<QuarantinedRow> row =
                    waiting().stream().filter(each -> each.name().equals(name)).findFirst();
            if (row.isEmpty()) {
                return false;
            }
            Disk disk = world.disk();
            Path file = files.quarantine(name, row.get().token());
            Path home = files.path(name);
            if (disk.exists(file)) {
                disk.rename(file, home);
            } else if (!disk.exists(home)) {
                return false;
            }
            disk.forceDirectory(PoolFiles.directory(home));
            pool.store(OwnWord.of(disk, home, name, Progress.SILENT));
            return true;
        } catch (BadSegmentException damaged) {
            throw new IOException(name + " was damaged in quarantine: " + damaged.getMessage(), damaged);
        } finally {
            busy.remove(name);
        }
    }
}
