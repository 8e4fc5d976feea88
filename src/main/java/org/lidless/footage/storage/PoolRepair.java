package org.lidless.footage.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lidless.footage.storage.Scrub.ScrubStatus;
import org.lidless.world.Disk;
import org.lidless.world.World;

/// Puts a pool in order while no recorder uses it: seals what a crash left open, finishes deletions, takes files into
/// the
/// catalogue that it does not know, reads every sealed segment and stores a gap for what is damaged. Deletes no
/// footage.
/// Stopped in the middle, it goes on there the next time.
public final class PoolRepair {

    /// What was done, or would be.
    ///
    /// @param sealed   segments that were left open
    /// @param removed  of those, without a single whole fragment
    /// @param takenIn  files that no catalogue knew
    /// @param checked  sealed segments that were read
    /// @param damaged  of those, with damage
    /// @param findings what a person should know
    public record Outcome(int sealed, int removed, int takenIn, long checked, long damaged, List<Finding> findings) {}

    private final World world;
    private final Path directory;
    private final Path dataDirectory;
    private final List<Finding> findings = new ArrayList<>();

    private PoolRepair(World world, Path directory, Path dataDirectory) {
        this.world = world;
        this.directory = directory;
        this.dataDirectory = dataDirectory;
    }

    /// Says what [#run] would do; writes nothing.
    public static Outcome rehearse(World world, Path directory) throws IOException {
        PoolRepair repair = new PoolRepair(world, directory, directory);
        PoolIdentity identity = identity(world.disk(), directory);
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            index.attach(identity.pool(), identity.id());
            new IndexFeed(world.disk(), identity.pool(), directory, index).catchUp();
            List<SegmentRow> rows = index.segments(identity.pool());
            int open = 0;
            for (SegmentRow row : rows) {
                if (row.state() != SegmentState.SEALED) {
                    open++;
                    repair.findings.add(Finding.note(row.file(), "it would be sealed where it is whole"));
                }
            }
            List<SegmentName> unknown = repair.unknown(index, identity);
            unknown.forEach(
                    name -> repair.findings.add(Finding.note(name.file(), "it would be taken into the catalogue")));
            return new Outcome(open, 0, unknown.size(), rows.size() - open, 0, List.copyOf(repair.findings));
        }
    }

    /// @param slow     the disk, as slow as it is to be read
    /// @param progress told of each segment
    /// @throws ProblemException when the pool cannot be opened; a shared one is repaired by its recorders
    public static Outcome run(World world, Path directory, Path dataDirectory, Disk slow, Progress progress)
            throws IOException {
        PoolRepair repair = new PoolRepair(world, directory, dataDirectory);
        PoolIdentity identity = identity(world.disk(), directory);
        if (identity.shared()) {
            repair.findings.add(
                    Finding.note("", "several recorders share it: each repairs its own part when it starts"));
            return new Outcome(0, 0, 0, 0, 0, List.copyOf(repair.findings));
        }
        PoolPlace place = new PoolPlace(identity.pool(), directory, false);
        try (SqliteIndex index = SqliteIndex.open(world.disk(), dataDirectory);
                Pool pool = Pool.open(world, place, identity.node(), dataDirectory, index)) {
            Recovery.Outcome recovered = pool.recover(progress);
            recovered
                    .unread()
                    .forEach(name -> repair.findings.add(
                            Finding.error(name.file(), "it was left open by a crash, and cannot be read now")));
            int takenIn = repair.takeIn(pool, index, identity, progress);
            ScrubStatus read = repair.readAll(pool, index, slow, progress);
            return new Outcome(
                    recovered.sealed(),
                    recovered.dropped(),
                    takenIn,
                    read.checked(),
                    read.damaged(),
                    List.copyOf(repair.findings));
        }
    }

    private static PoolIdentity identity(Disk disk, Path directory) throws IOException {
        return PoolIdentity.read(disk, directory)
                .orElseThrow(() -> new IOException(directory + " is not a pool: it has no " + PoolIdentity.FILE));
    }

    /// Segments' files that no catalogue knows, and that are not on their way out.
    private List<SegmentName> unknown(SqliteIndex index, PoolIdentity identity) throws IOException {
        Set<SegmentName> known = new TreeSet<>();
        index.segments(identity.pool()).forEach(row -> known.add(row.name()));
        index.read(handle -> UpkeepRows.quarantined(handle, identity.pool())).forEach(row -> known.add(row.name()));
        List<SegmentName> unknown = new ArrayList<>();
        for (SegmentFiles.Entry entry : SegmentFiles.list(world.disk(), directory)) {
            entry.name()
                    .filter(name -> !known.contains(name)
                            && !index.dropped(identity.pool(), name.node()).contains(name))
                    .ifPresent(unknown::add);
        }
        return unknown;
    }

    private int takeIn(Pool pool, SqliteIndex index, PoolIdentity identity, Progress progress) throws IOException {
        int taken = 0;
        for (SegmentName name : unknown(index, identity)) {
            try {
                pool.store(OwnWord.of(world.disk(), pool.path(name), name, progress));
                findings.add(Finding.warning(name.file(), "no catalogue knew it; it was taken in by its own word"));
                taken++;
            } catch (BadSegmentException unreadable) {
                findings.add(Finding.error(name.file(), "no catalogue knows it, and " + unreadable.getMessage()));
            }
        }
        return taken;
    }

    private ScrubStatus readAll(Pool pool, SqliteIndex index, Disk slow, Progress progress) throws IOException {
        // Its own place, so that it does not begin where the recorder's own reading happened to be.
        Scrub scrub = new Scrub(world, pool, index, dataDirectory.resolve("repair-" + pool.id() + ".txt"), slow);
        long all = index.segments(pool.id()).size();
        boolean goesOn = true;
        int failures = 0;
        while (goesOn) {
            try {
                goesOn = scrub.next();
                failures = 0;
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException failed) {
                // One segment that cannot be read is passed over after some tries; a pool that is gone is not.
                if (++failures >= Scrub.TRIES_MAX) {
                    throw failed;
                }
            }
            progress.at(pool.id().value(), scrub.status().checked(), all);
        }
        if (scrub.status().unreadable() > 0) {
            findings.add(Finding.error("", scrub.status().unreadable() + " segments cannot be read by the disk"));
        }
        return scrub.status();
    }
}
