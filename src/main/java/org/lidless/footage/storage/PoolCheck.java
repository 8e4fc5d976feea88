package org.lidless.footage.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Checks a pool or one file, byte by byte: structure, check sums, hashes, sample numbers, the chain of hashes within a
/// run, catalogue against segments, index against both. Writes nothing; safe on a pool that is being recorded to, whose
/// open segments are checked as open.
public final class PoolCheck {

    /// More findings than this are counted and not listed.
    private static final int FINDINGS_MAX = 10_000;

    /// A live pool moves on while it is compared; only what differs this often in a row is reported.
    private static final int COMPARISONS = 3;

    private final Disk disk;
    private final Path directory;
    private final Optional<SqliteIndex> index;
    private final Progress progress;
    private final CheckPlace place;
    private final List<Finding> findings = new ArrayList<>();
    private long unlisted;

    private PoolCheck(Disk disk, Path directory, Optional<SqliteIndex> index, Progress progress, CheckPlace place) {
        this.disk = disk;
        this.directory = directory;
        this.index = index;
        this.progress = progress;
        this.place = place;
    }

    /// Checks a pool.
    ///
    /// @param index the recorder's, when it is at hand; empty leaves the index unchecked
    public static List<Finding> pool(Disk disk, Path directory, Optional<SqliteIndex> index, Progress progress)
            throws IOException {
        return pool(disk, directory, index, progress, CheckPlace.NOWHERE);
    }

    /// Checks a pool, and goes on where an earlier check of it was stopped.
    ///
    /// @param index the recorder's, when it is at hand; empty leaves the index unchecked
    /// @param place where it is written down how far it is
    public static List<Finding> pool(
            Disk disk, Path directory, Optional<SqliteIndex> index, Progress progress, CheckPlace place)
            throws IOException {
        PoolCheck check = new PoolCheck(disk, directory, index, progress, place);
        check.run();
        if (check.unlisted > 0) {
            check.findings.add(Finding.note("", check.unlisted + " more findings are not listed"));
        }
        return List.copyOf(check.findings);
    }

    /// Whether a directory is a pool, by its identity file.
    public static boolean isPool(Disk disk, Path directory) {
        return disk.exists(directory.resolve(PoolIdentity.FILE));
    }

    /// Lets a stopped check of a pool be forgotten: the next one begins at its beginning.
    public static void forget(Disk disk, Path directory, CheckPlace place) throws IOException {
        PoolIdentity.read(disk, directory).ifPresent(identity -> place.forget(identity.id()));
    }

    /// Checks one file: a segment, or a movie that was exported.
    public static List<Finding> file(Disk disk, Path path, Progress progress) throws IOException {
        String name = path.toString();
        boolean segment;
        try (DiskFile file = disk.openToRead(path)) {
            segment = OuterBoxes.hasUserBox(file, BoxType.SEGMENT_HEADER);
        }
        return segment
                ? SegmentCheck.of(disk, path, name, Optional.empty(), progress).findings()
                : MovieCheck.of(disk, path, name, progress);
    }

    private void run() throws IOException {
        Optional<PoolIdentity> identity = identity();
        if (identity.isEmpty()) {
            return;
        }
        try (SqliteIndex catalogues = SqliteIndex.inMemory()) {
            IndexFeed feed = new IndexFeed(disk, identity.get().pool(), directory, catalogues);
            catalogues.attach(identity.get().pool(), identity.get().id());
            catalogues();
            feed.catchUp();
            segments(catalogues, feed, identity.get());
            if (index.isPresent()) {
                index(index.get(), catalogues, feed, identity.get());
            }
            place.forget(identity.get().id());
        }
    }

    private Optional<PoolIdentity> identity() {
        try {
            Optional<PoolIdentity> identity = PoolIdentity.read(disk, directory);
            if (identity.isEmpty()) {
                report(Finding.error(
                        PoolIdentity.FILE, "it is not there: this is no pool, or its disk is not mounted"));
            }
            return identity;
        } catch (IOException unreadable) {
            report(Finding.error(PoolIdentity.FILE, String.valueOf(unreadable.getMessage())));
            return Optional.empty();
        }
    }

    private void catalogues() throws IOException {
        List<CatalogueName> files = IndexFeed.catalogues(disk, directory);
        for (int i = 0; i < files.size(); i++) {
            String name = files.get(i).file();
            progress.at(name, i, files.size());
            try (DiskFile file = disk.openToRead(directory.resolve(name))) {
                catalogue(name, file);
            }
        }
    }

    private void catalogue(String name, DiskFile file) throws IOException {
        CatalogueScan.Front front = CatalogueScan.front(file);
        if (front == CatalogueScan.Front.LATER) {
            report(Finding.warning(name, "it is a catalogue of a later version and was not read"));
            return;
        }
        long end = CatalogueScan.walk(file, CatalogueScan.MAGIC_BYTES, new CatalogueScan.Visitor() {
            @Override
            public void frame(long from, long to, List<CatalogueRecord> entries) {
                for (CatalogueRecord entry : entries) {
                    if (entry instanceof CatalogueRecord.Unknown later) {
                        report(Finding.note(name, "an entry of a later version: " + later.type())
                                .at(from));
                    }
                }
            }

            @Override
            public void damaged(long from, long to) {
                report(Finding.error(name, (to - from) + " bytes are no entry: what they said is lost")
                        .at(from));
            }
        });
        if (front == CatalogueScan.Front.BROKEN && end > CatalogueScan.MAGIC_BYTES) {
            report(Finding.error(name, "its first bytes are damaged").at(0));
        } else if (end < file.size()) {
            report(Finding.note(name, (file.size() - end) + " bytes at its end were never finished")
                    .at(end));
        }
    }

    private void segments(SqliteIndex catalogues, IndexFeed feed, PoolIdentity identity) throws IOException {
        TreeMap<SegmentName, SegmentRow> rows = new TreeMap<>();
        catalogues.segments(identity.pool()).forEach(row -> rows.put(row.name(), row));
        ChainCheck chain = new ChainCheck();
        Optional<CheckPlace.Reached> earlier = place.begin(identity.id());
        earlier.ifPresent(each ->
                report(goesOn(each, rows.headMap(each.after(), true).size())));
        int first = findings.size();
        earlier.ifPresent(each -> each.findings().forEach(this::report));
        for (SegmentRow row : rows.values()) {
            if (earlier.isPresent() && row.name().compareTo(earlier.get().after()) <= 0) {
                chain.next(row, Optional.empty());
                continue;
            }
            try {
                SegmentCheck.Result result =
                        SegmentCheck.of(disk, directory.resolve(row.file()), row.file(), Optional.of(row), progress);
                result.findings().forEach(this::report);
                chain.next(row, result.header().map(SegmentHeader::previousHash))
                        .ifPresent(this::report);
            } catch (NoSuchFileException gone) {
                feed.catchUp();
                boolean stillNamed = catalogues.segments(identity.pool()).stream()
                        .anyMatch(each -> each.name().equals(row.name()));
                if (stillNamed) {
                    report(Finding.error(row.file(), "the catalogue names this segment, and it is not there")
                            .during(row.span()));
                }
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException unreadable) {
                // One place that the disk cannot read must not keep the rest from being checked.
                report(Finding.error(row.file(), "the disk cannot read it: " + unreadable.getMessage())
                        .during(row.span()));
            }
            place.reached(row.name(), findings.subList(first, findings.size()));
        }
        unknownFiles(rows.keySet(), catalogues, feed, identity);
    }

    private static Finding goesOn(CheckPlace.Reached earlier, int checked) {
        return Finding.note(
                "",
                "the check goes on: " + checked + " segments were read by one that began at "
                        + TimeSpan.instant(earlier.begunUs()) + " and was stopped");
    }

    private void unknownFiles(Set<SegmentName> known, SqliteIndex catalogues, IndexFeed feed, PoolIdentity identity)
            throws IOException {
        List<SegmentFiles.Entry> unknown = new ArrayList<>();
        for (SegmentFiles.Entry entry : SegmentFiles.list(disk, directory)) {
            if (entry.name().isEmpty() || !known.contains(entry.name().get())) {
                unknown.add(entry);
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        feed.catchUp();
        Set<SegmentName> now = new TreeSet<>();
        catalogues.segments(identity.pool()).forEach(row -> now.add(row.name()));
        Set<String> waiting = new TreeSet<>();
        catalogues
                .read(handle -> UpkeepRows.quarantined(handle, identity.pool()))
                .forEach(row -> waiting.add(row.name().file() + Quarantine.MARK + row.token()));
        long quarantined = 0;
        for (SegmentFiles.Entry entry : unknown) {
            if (entry.name().isEmpty() && entry.file().endsWith(".mp4" + Homecoming.PART)) {
                report(Finding.note(entry.file(), "a segment on its way home"));
            } else if (entry.name().isEmpty() && waiting.contains(entry.file())) {
                quarantined++;
            } else if (entry.name().isEmpty() && entry.file().contains(".mp4" + Quarantine.MARK)) {
                report(Finding.warning(entry.file(), "a deleted segment of which no catalogue knows"));
            } else if (entry.name().isEmpty()) {
                report(Finding.warning(entry.file(), "it is no segment and does not belong here"));
            } else if (!now.contains(entry.name().get()) && disk.exists(directory.resolve(entry.file()))) {
                SegmentName name = entry.name().get();
                report(unknown(name, catalogues, identity));
            }
        }
        if (quarantined > 0) {
            report(Finding.note("", quarantined + " deleted segments wait in quarantine"));
        }
    }

    private static Finding unknown(SegmentName name, SqliteIndex catalogues, PoolIdentity identity) {
        boolean isExpired = catalogues.read(handle -> UpkeepRows.quarantined(handle, identity.pool())).stream()
                .anyMatch(row -> row.name().equals(name));
        if (isExpired) {
            return Finding.note(name.file(), "it was deleted; its recorder moves it to quarantine");
        }
        if (catalogues.dropped(identity.pool(), name.node()).contains(name)) {
            return Finding.note(name.file(), "it was dropped; its recorder takes it away when it starts");
        }
        if (!identity.shared() && !name.node().equals(identity.node())) {
            return Finding.warning(name.file(), "it came home, and the catalogue was not told yet");
        }
        return Finding.error(name.file(), "no catalogue knows this segment");
    }

    private void index(SqliteIndex checked, SqliteIndex catalogues, IndexFeed feed, PoolIdentity identity)
            throws IOException {
        Function<SqliteIndex, Map<String, String>> rows = source -> {
            Map<String, String> all = new TreeMap<>();
            source.segments(identity.pool()).forEach(row -> all.put(row.file(), row.toString()));
            source.gaps(identity.pool()).forEach(row -> all.put(row.toString(), row.toString()));
            return all;
        };
        List<Finding> differences = List.of();
        for (int i = 0; i < COMPARISONS; i++) {
            feed.catchUp();
            differences = differences(rows.apply(catalogues), rows.apply(checked));
            if (differences.isEmpty()) {
                return;
            }
        }
        if (!identity.shared() || !isBehind(checked, identity)) {
            differences.forEach(this::report);
        }
    }

    /// Whether another recorder has written to the catalogue of a shared pool since this index's recorder last looked:
    /// then the index is not wrong, and reads it at its next look.
    private boolean isBehind(SqliteIndex checked, PoolIdentity identity) throws IOException {
        Map<String, Long> applied = checked.applied(identity.pool());
        for (CatalogueName name : IndexFeed.catalogues(disk, directory)) {
            try (DiskFile file = disk.openToRead(directory.resolve(name.file()))) {
                if (file.size() > applied.getOrDefault(name.file(), 0L)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Finding> differences(Map<String, String> wanted, Map<String, String> found) {
        List<Finding> differences = new ArrayList<>();
        wanted.forEach((key, row) -> {
            String other = found.get(key);
            if (other == null) {
                differences.add(Finding.warning(key, "the index lacks it; run lidless reindex"));
            } else if (!other.equals(row)) {
                differences.add(Finding.warning(
                        key, "the index has it otherwise: " + other + " instead of " + row + "; run lidless reindex"));
            }
        });
        for (String key : found.keySet()) {
            if (!wanted.containsKey(key)) {
                differences.add(Finding.warning(key, "the index has it, and no catalogue does; run lidless reindex"));
            }
        }
        return differences;
    }

    private void report(Finding finding) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(finding);
        } else {
            unlisted++;
        }
    }

    /// Whether each segment names the hash of the run's one before it. Segments come in the order of their names.
    private static final class ChainCheck {

        private Optional<SegmentRow> before = Optional.empty();

        Optional<Finding> next(SegmentRow row, Optional<Sha256> previousHash) {
            Optional<SegmentRow> previous = before.filter(each -> follows(each, row));
            before = Optional.of(row);
            boolean broken = previous.isPresent()
                    && previousHash.isPresent()
                    && !previousHash.equals(previous.get().sha256())
                    && !(previousHash.get().equals(Sha256.NONE) && wasNotSealedByWriter(previous.get()));
            return broken
                    ? Optional.of(Finding.error(
                                    row.file(),
                                    "its header has another hash for the segment before it, "
                                            + previous.get().file())
                            .during(row.span()))
                    : Optional.empty();
        }

        private static boolean follows(SegmentRow first, SegmentRow second) {
            return first.name().run().equals(second.name().run())
                    && first.stream().equals(second.stream())
                    && first.name().node().equals(second.name().node())
                    && first.name().number() + 1 == second.name().number();
        }

        private static boolean wasNotSealedByWriter(SegmentRow row) {
            return row.state() != SegmentState.SEALED || row.recovered();
        }
    }
}
