package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.lidless.domain.TimeSpan;
import org.lidless.world.Disk;

/// Finds a chain's records, the newest first. A file that another one follows is never written again: from when to
/// when its records are is remembered, so that a page of the newest reads little of a long chain. Any thread.
public final class AuditSearch {

    private final Disk disk;
    private final Path chain;
    /// Of files that are never written again.
    private final ConcurrentMap<String, TimeSpan> spans = new ConcurrentHashMap<>();

    /// @param chain the directory of its files
    public AuditSearch(Disk disk, Path chain) {
        this.disk = disk;
        this.chain = chain;
    }

    /// Where a record stands among those of its chain: clocks are set back, so the number alone does not say.
    private record Stand(long atUs, long number) implements Comparable<Stand> {

        @Override
        public int compareTo(Stand other) {
            int byTime = Long.compare(atUs, other.atUs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /// A file, and from when to when its records are as far as that is known.
    ///
    /// @param written it may get more records yet
    private record Known(Path file, boolean written, Optional<TimeSpan> span) {

        long lastUs() {
            return span.map(TimeSpan::toUs).orElse(Long.MAX_VALUE);
        }
    }

    /// The newest records that are asked for, the newest first; whether somebody has changed them is not looked at.
    ///
    /// @param within only those whose moments are in it
    /// @param asked  whether a record is wanted
    /// @param limit  how many at most
    public List<AuditRecord> newest(TimeSpan within, Predicate<AuditRecord> asked, int limit) throws IOException {
        TreeMap<Stand, AuditRecord> found = new TreeMap<>();
        for (Known each : files()) {
            boolean isFull = found.size() >= limit;
            if (isFull && each.lastUs() < found.firstKey().atUs()) {
                break;
            }
            boolean isOutside = each.lastUs() < within.fromUs()
                    || each.span()
                            .filter(span -> span.fromUs() >= within.toUs())
                            .isPresent();
            if (!isOutside) {
                read(each, within, asked, limit, found);
            }
        }
        return new ArrayList<>(found.descendingMap().values());
    }

    /// Those with the newest records first; of which nothing is known, before them.
    private List<Known> files() throws IOException {
        List<Known> all = new ArrayList<>();
        List<Path> files = AuditFiles.of(disk, chain);
        for (Path file : files) {
            all.add(new Known(file, file.equals(files.getLast()), Optional.ofNullable(spans.get(name(file)))));
        }
        all.sort(Comparator.comparingLong(Known::lastUs).reversed());
        return all;
    }

    private void read(
            Known from,
            TimeSpan within,
            Predicate<AuditRecord> asked,
            int limit,
            NavigableMap<Stand, AuditRecord> found)
            throws IOException {
        long firstUs = Long.MAX_VALUE;
        long lastUs = Long.MIN_VALUE;
        for (String line : AuditFiles.lines(disk, from.file(), AuditFiles.READ_BYTES_MAX)) {
            Optional<AuditRecord> record = AuditLine.decode(line).map(AuditLine::record);
            if (record.isEmpty()) {
                continue;
            }
            long atUs = record.get().atUs();
            firstUs = Math.min(firstUs, atUs);
            lastUs = Math.max(lastUs, atUs);
            if (within.contains(atUs) && asked.test(record.get())) {
                found.put(new Stand(atUs, record.get().number()), record.get());
                if (found.size() > limit) {
                    found.pollFirstEntry();
                }
            }
        }
        if (!from.written() && firstUs <= lastUs) {
            spans.put(name(from.file()), new TimeSpan(firstUs, lastUs));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
