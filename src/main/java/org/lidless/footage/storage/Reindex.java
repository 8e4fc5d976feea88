package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lidless.domain.PoolId;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;
import org.lidless.world.Disk;

/// Builds the index of a pool again, from its catalogues and segments. The pool itself is only read. Safe beside a
/// running recorder: its next entry makes up what it wrote meanwhile.
public final class Reindex {

    /// What came of it.
    ///
    /// @param segments rows of segments
    /// @param gaps     stored and running gaps
    /// @param findings where catalogues and segments did not agree
    public record Outcome(int segments, int gaps, List<Finding> findings) {}

    /// Fewer missing segments may have been lost.
    private static final int MISSING_MIN = 8;

    private final Disk disk;
    private final Path directory;
    private final SqliteIndex index;
    private final PoolId pool;
    private final List<Finding> findings = new ArrayList<>();

    private Reindex(Disk disk, Path directory, SqliteIndex index, PoolId pool) {
        this.disk = disk;
        this.directory = directory;
        this.index = index;
        this.pool = pool;
    }

    /// Builds it from the beginning.
    ///
    /// @param directory the pool's
    /// @throws IOException when it has no identity file, or cannot be read
    public static Outcome run(Disk disk, Path directory, SqliteIndex index, Progress progress) throws IOException {
        return run(disk, directory, index, progress, Optional.empty());
    }

    /// The same; one that was stopped goes on where it was, because the index knows how far it has read.
    ///
    /// @param dataDirectory where it is written down that a pool's index is being built
    public static Outcome resume(Disk disk, Path directory, SqliteIndex index, Progress progress, Path dataDirectory)
            throws IOException {
        String id = PoolIdentity.read(disk, directory).map(PoolIdentity::id).orElse("none");
        Path going = dataDirectory.resolve("reindex-" + id + ".going");
        Outcome outcome = run(disk, directory, index, progress, Optional.of(going));
        disk.delete(going);
        return outcome;
    }

    private static Outcome run(Disk disk, Path directory, SqliteIndex index, Progress progress, Optional<Path> going)
            throws IOException {
        PoolIdentity identity = PoolIdentity.read(disk, directory)
                .orElseThrow(() -> new IOException(directory + " is not a pool: it has no " + PoolIdentity.FILE));
        Reindex reindex = new Reindex(disk, directory, index, identity.pool());
        index.attach(identity.pool(), identity.id());
        IndexFeed.catalogues(disk, directory);
        if (going.isEmpty() || !disk.exists(going.get())) {
            index.forget(identity.pool());
            if (going.isPresent()) {
                disk.create(going.get()).close();
            }
        }
        new IndexFeed(disk, identity.pool(), directory, index).catchUp();
        reindex.reconcile(progress);
        return new Outcome(
                index.segments(identity.pool()).size(),
                index.gaps(identity.pool()).size(),
                List.copyOf(reindex.findings));
    }

    private void reconcile(Progress progress) throws IOException {
        Set<SegmentName> onDisk = new TreeSet<>();
        for (SegmentFiles.Entry entry : SegmentFiles.list(disk, directory)) {
            entry.name().ifPresent(onDisk::add);
        }
        if (isUnbelievable(onDisk)) {
            return;
        }
        for (SegmentRow row : index.segments(pool)) {
            boolean there = onDisk.remove(row.name());
            if (!there && row.state() != SegmentState.OPEN) {
                findings.add(Finding.error(row.file(), "the catalogue names this segment, and it is not there")
                        .during(row.span()));
                index.applyFound(pool, row.name().node(), List.of(new SegmentDropped(row.name())));
            }
        }
        onDisk.removeIf(this::isLeftBehind);
        index.read(handle -> UpkeepRows.quarantined(handle, pool)).forEach(row -> onDisk.remove(row.name()));
        int done = 0;
        for (SegmentName unknown : onDisk) {
            progress.at(unknown.file(), done++, onDisk.size());
            takeIn(unknown, progress);
        }
    }

    /// When most of what the catalogue names is not there, it is the listing that is wrong: a disk that is not what it
    /// was.
    /// Then no row is dropped.
    private boolean isUnbelievable(Set<SegmentName> onDisk) {
        List<SegmentRow> finished = index.segments(pool).stream()
                .filter(row -> row.state() != SegmentState.OPEN)
                .toList();
        long missing =
                finished.stream().filter(row -> !onDisk.contains(row.name())).count();
        boolean isWrong = missing >= MISSING_MIN && missing > finished.size() / 2;
        if (isWrong) {
            findings.add(Finding.error(
                    "",
                    "of " + finished.size() + " segments " + missing
                            + " are not there: the listing of this disk is not believed, and nothing was dropped"));
        }
        return isWrong;
    }

    /// Dropped, and a crash came before its file was gone: its recorder takes it away when it starts.
    private boolean isLeftBehind(SegmentName name) {
        boolean isLeft = index.dropped(pool, name.node()).contains(name);
        if (isLeft) {
            findings.add(Finding.note(name.file(), "it was dropped; its recorder takes it away when it starts"));
        }
        return isLeft;
    }

    /// A segment that no catalogue knows speaks for itself.
    private void takeIn(SegmentName name, Progress progress) throws IOException {
        try {
            List<CatalogueRecord> told = OwnWord.of(disk, directory.resolve(name.file()), name, progress);
            findings.add(
                    Finding.warning(name.file(), "no catalogue knows this segment; it was taken in by its own word"));
            index.applyFound(pool, name.node(), told);
        } catch (BadSegmentException unreadable) {
            findings.add(Finding.error(name.file(), "no catalogue knows this file, and " + unreadable.getMessage()));
        }
    }
}
