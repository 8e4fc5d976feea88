package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;
import org.lidless.footage.storage.CatalogueRecord.SegmentSealed;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
import org.lidless.footage.storage.SegmentAudit.Damage;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Seals one segment that its writer left behind. Damage before the last whole fragment becomes a `free` box, so that
/// players go on behind it, and a gap; what is behind the last whole fragment is cut off. In this order: mark, cut,
/// force, trailer, force, catalogue; whatever a crash leaves of it, the next repair does the same again.
final class SegmentRepair {

    /// What became of the segment.
    enum Result {
        SEALED,
        REMOVED,
        LEFT
    }

    private static final String FRONT_UNREADABLE = "its front cannot be read";

    private final Disk disk;
    private final Pool pool;
    private final SegmentRow row;
    private final Progress progress;
    private final List<Gap> damage = new ArrayList<>();

    SegmentRepair(Disk disk, Pool pool, SegmentRow row, Progress progress) {
        this.disk = disk;
        this.pool = pool;
        this.row = row;
        this.progress = progress;
    }

    List<Gap> damage() {
        return damage;
    }

    /// Where a segment's fragments end at the latest: a suspect one is not read beyond its last good force, and one
    /// that an heir ended not beyond what the heir saw.
    static SegmentEnd end(DiskFile file, SegmentRow row) throws IOException {
        SegmentEnd end = SegmentEnd.read(file);
        boolean isLimited = row.state() == SegmentState.SUSPECT || row.state() == SegmentState.ENDED;
        return isLimited && row.bytes() < end.limit() ? new SegmentEnd(row.bytes(), Optional.empty()) : end;
    }

    /// @throws java.nio.file.NoSuchFileException when the file never came to be
    Result run() throws IOException {
        Path path = pool.path(row.name());
        try (DiskFile file = disk.open(path)) {
            SegmentEnd end = end(file, row);
            SegmentFront front = SegmentFront.read(file);
            SegmentAudit audit = SegmentAudit.of(file, front, end, row.file(), progress);
            if (audit.fragments() == 0) {
                return remove(path);
            }
            boolean finished = end.trailer()
                    .filter(trailer -> trailer.sha256().equals(audit.sha256()) && audit.end() == end.limit())
                    .isPresent();
            if (finished && !audit.hasUnmarkedDamage()) {
                boolean recovered = end.trailer().map(TrailerBox::recovered).orElse(false);
                return record(audit, recovered || row.state() == SegmentState.SUSPECT);
            }
            return seal(file, front, audit);
        } catch (BadSegmentException unreadable) {
            return leave(path);
        }
    }

    private Result seal(DiskFile file, SegmentFront front, SegmentAudit audit) throws IOException {
        SegmentAudit settled = audit;
        if (audit.hasUnmarkedDamage()) {
            for (Damage stretch : audit.damages()) {
                if (!stretch.marked()) {
                    mark(file, stretch);
                }
            }
            settled = SegmentAudit.of(file, front, new SegmentEnd(audit.end(), Optional.empty()), row.file(), progress);
        }
        if (file.size() > settled.end()) {
            file.truncate(settled.end());
        }
        file.force();
        TrailerBox trailer = new TrailerBox(
                true, settled.fragments(), settled.firstNumber(), settled.samples(), settled.span(), settled.sha256());
        file.write(new ByteBuffer[] {trailer.encode()}, settled.end());
        file.force();
        return record(settled, true);
    }

    private static void mark(DiskFile file, Damage stretch) throws IOException {
        long length = stretch.end() - stretch.at();
        ByteBuffer head = ByteBuffer.allocate(16);
        if (length <= 0xffff_ffffL) {
            head.putInt((int) length).putInt(BoxType.FREE);
        } else {
            head.putInt(1).putInt(BoxType.FREE).putLong(length);
        }
        file.write(new ByteBuffer[] {head.flip()}, stretch.at());
    }

    private Result record(SegmentAudit audit, boolean recovered) throws IOException {
        List<CatalogueRecord> entries = new ArrayList<>();
        for (Damage stretch : audit.damages()) {
            if (!stretch.span().isEmpty()) {
                Gap gap = new Gap(row.stream(), stretch.span(), GapCause.SEGMENT_DAMAGED);
                damage.add(gap);
                entries.add(new GapStored(gap));
            }
        }
        entries.add(new SegmentSealed(
                row.name(),
                audit.span(),
                audit.firstNumber(),
                audit.samples(),
                audit.end() + TrailerBox.BYTES,
                audit.sha256(),
                recovered));
        pool.store(entries);
        return Result.SEALED;
    }

    private Result remove(Path path) throws IOException {
        disk.delete(path);
        Path parent = path.getParent();
        if (parent != null) {
            disk.forceDirectory(parent);
        }
        pool.store(List.of(new SegmentDropped(row.name())));
        return Result.REMOVED;
    }

    /// The front becomes durable with the first fragment. So without it nothing was durable, unless there are two
    /// fragments: then the front has been damaged since. What might be footage is kept for a person to look at.
    private Result leave(Path path) throws IOException {
        long size;
        int fragments = 0;
        try (DiskFile file = disk.openToRead(path)) {
            size = file.size();
            SegmentWalk walk = new SegmentWalk(file, 0, size, false);
            Optional<SegmentWalk.Piece> piece = walk.next();
            while (piece.isPresent()) {
                fragments += piece.get() instanceof SegmentWalk.Whole ? 1 : 0;
                piece = walk.next();
            }
        }
        if (fragments == 0) {
            return remove(path);
        }
        if (row.state() != SegmentState.SUSPECT) {
            TimeSpan unknown = new TimeSpan(row.name().startUs(), row.name().startUs());
            pool.store(List.of(
                    new SegmentSuspect(row.name(), FRONT_UNREADABLE, unknown, 0, 0, fragments == 1 ? 0 : size)));
        }
        return Result.LEFT;
    }
}
