package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Sha256;
import org.lidless.footage.storage.CatalogueRecord.SegmentOpened;
import org.lidless.footage.storage.CatalogueRecord.SegmentSealed;
import org.lidless.footage.storage.SegmentAudit.Damage;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Brings one sealed segment after the other into a pool, byte for byte. In this order: copy to `NAME.part`, force,
/// verify, rename, force the directory, catalogue. Whatever a crash leaves of it, the next attempt starts from the
/// first step that is not surely done:
///
/// - catalogue has it: done.
/// - the name is there: verified again; when it is sound, only the directory and the catalogue are missing.
/// - the part is there: gone on with behind its last fragment that matches its check sum.
///
/// After a failed write or force of the part nothing of it is trusted: it is begun again. One thread.
final class Homecoming {

    /// Room that is left to recording, bytes.
    static final long ROOM_BYTES = 64L << 20;

    /// Copied at once, bytes.
    static final int STRETCH_BYTES = 256 << 10;

    static final String PART = ".part";

    private final Disk disk;
    private final Pool pool;
    private final SqliteIndex index;

    /// Whose part had a failed write or force.
    private @Nullable SegmentName spoiled;

    Homecoming(Disk disk, Pool pool, SqliteIndex index) {
        this.disk = disk;
        this.pool = pool;
        this.index = index;
    }

    Brought bring(SegmentRow theirs, DiskFile source, Bringing pace) throws IOException {
        Sha256 wanted = theirs.sha256()
                .filter(hash -> theirs.state() == SegmentState.SEALED)
                .orElseThrow(() -> new IllegalArgumentException("only a sealed segment comes home: " + theirs));
        pool.requireIdentity();
        Path home = pool.path(theirs.name());
        Path part = home.resolveSibling(home.getFileName() + PART);
        Optional<SegmentRow> known = index.segment(pool.id(), theirs.name());
        if (known.isPresent() && known.get().sha256().equals(Optional.of(wanted)) && disk.exists(home)) {
            return Brought.WAS_HERE;
        }
        Path directory = Objects.requireNonNull(home.getParent());
        pool.ensureDirectory(directory);
        if (disk.exists(home)) {
            if (isSound(home, theirs)) {
                return publish(theirs, directory);
            }
            disk.delete(home);
        }
        clearParts(directory, part, theirs.name());
        requireRoom(theirs);
        if (!copy(theirs, source, part, pace)) {
            return Brought.STOPPED;
        }
        if (!isSound(part, theirs)) {
            disk.delete(part);
            throw ProblemCode.SEGMENT_DAMAGED.because(
                    "Segment " + theirs.name() + " in pool " + theirs.pool()
                            + " cannot be brought home: its bytes do not match its hash.",
                    "The copy in " + theirs.pool() + " stays where it is, and what of it is sound can be played.",
                    "Run lidless verify on that pool to see what is damaged.");
        }
        disk.rename(part, home);
        return publish(theirs, directory);
    }

    /// The name becomes durable first, then the catalogue says so.
    private Brought publish(SegmentRow theirs, Path directory) throws IOException {
        disk.forceDirectory(directory);
        List<CatalogueRecord> entries = new ArrayList<>(List.of(
                new SegmentOpened(theirs.name(), theirs.quality()),
                new SegmentSealed(
                        theirs.name(),
                        theirs.span(),
                        theirs.firstNumber(),
                        theirs.samples(),
                        theirs.bytes(),
                        theirs.sha256().orElse(Sha256.NONE),
                        theirs.recovered())));
        // Where its run lies in time must be known here when its writer's pool is gone.
        index.placements(theirs.name().stream()).stream()
                .filter(placed -> placed.run().equals(theirs.name().run()))
                .reduce((earlier, later) -> later)
                .ifPresent(entries::add);
        pool.store(entries);
        return Brought.HOME;
    }

    /// Takes away what earlier attempts left in the directory and nobody goes on with.
    private void clearParts(Path directory, Path part, SegmentName name) throws IOException {
        for (Path each : disk.list(directory)) {
            boolean isLeft = String.valueOf(each.getFileName()).endsWith(PART);
            if (isLeft && (!each.equals(part) || name.equals(spoiled))) {
                disk.delete(each);
            }
        }
        spoiled = null;
    }

    private void requireRoom(SegmentRow theirs) throws IOException {
        long free = disk.bytesFree(pool.directory());
        if (free - ROOM_BYTES < theirs.bytes()) {
            throw ProblemCode.POOL_FULL.because(
                    "Storage pool " + pool.id() + " at " + pool.directory() + " has no room to bring footage home: "
                            + free / 1_000_000 + " MB are free, and " + ROOM_BYTES / 1_000_000
                            + " MB are left to recording.",
                    "Safe: it stays in pool " + theirs.pool() + " and can be played from there.",
                    "Free space on its disk, or add a disk. It is tried again by itself.");
        }
    }

    /// False when it was stopped.
    private boolean copy(SegmentRow theirs, DiskFile source, Path part, Bringing pace) throws IOException {
        try (DiskFile file = disk.exists(part) ? disk.open(part) : disk.create(part)) {
            long done = soundBytes(file, theirs);
            if (done < file.size()) {
                written(theirs, () -> file.truncate(done));
            }
            if (!copy(theirs, source, file, done, pace)) {
                return false;
            }
            written(theirs, file::force);
            return true;
        }
    }

    private boolean copy(SegmentRow theirs, DiskFile source, DiskFile file, long from, Bringing pace)
            throws IOException {
        ByteBuffer stretch = ByteBuffer.allocateDirect(STRETCH_BYTES);
        long total = theirs.bytes();
        long done = from;
        boolean goesOn = pace.goesOn(0, done, total);
        while (goesOn && done < total) {
            stretch.clear().limit((int) Math.min(STRETCH_BYTES, total - done));
            int got = source.read(stretch, done);
            if (got <= 0) {
                throw new IOException("segment " + theirs.name() + " in pool " + theirs.pool() + " ends at byte " + done
                        + ", not at " + total);
            }
            long at = done;
            ByteBuffer[] bytes = {stretch.flip()};
            written(theirs, () -> file.write(bytes, at));
            done += got;
            goesOn = pace.goesOn(got, done, total);
        }
        return done == total;
    }

    private interface Write {
        void run() throws IOException;
    }

    private void written(SegmentRow theirs, Write write) throws IOException {
        boolean done = false;
        try {
            write.run();
            done = true;
        } finally {
            if (!done) {
                spoiled = theirs.name();
            }
        }
    }

    /// How much of a part is whole fragments that match their check sums.
    private static long soundBytes(DiskFile part, SegmentRow theirs) throws IOException {
        try {
            SegmentFront front = SegmentFront.read(part);
            SegmentEnd end = new SegmentEnd(Math.min(part.size(), theirs.bytes()), Optional.empty());
            SegmentAudit audit = SegmentAudit.of(part, front, end, theirs.file(), Progress.SILENT);
            return audit.damages().stream()
                    .filter(damage -> !damage.marked())
                    .mapToLong(Damage::at)
                    .reduce(audit.end(), Math::min);
        } catch (BadSegmentException noFront) {
            return 0;
        }
    }

    /// Whether a file is the segment, byte for byte.
    private boolean isSound(Path path, SegmentRow theirs) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            SegmentFront front = SegmentFront.read(file);
            SegmentEnd end = SegmentEnd.read(file);
            Optional<Sha256> hash = end.trailer().map(TrailerBox::sha256);
            if (file.size() != theirs.bytes()
                    || !front.header().name().equals(theirs.name())
                    || !hash.equals(theirs.sha256())) {
                return false;
            }
            SegmentAudit audit = SegmentAudit.of(file, front, end, theirs.file(), Progress.SILENT);
            return audit.end() == end.limit()
                    && theirs.sha256().equals(Optional.of(audit.sha256()))
                    && audit.samples() == theirs.samples();
        } catch (BadSegmentException damaged) {
            return false;
        }
    }
}
