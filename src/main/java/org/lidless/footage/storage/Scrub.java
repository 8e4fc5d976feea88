package org.lidless.footage.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.world.Disk;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all sealed segments of a pool again and again, slowly, and stores a gap `segment-damaged` for what it finds
/// damaged. It goes on after a restart where it was. A segment that is missing is said and not written down: an empty
/// listing is a fault of the disk, and no loss.
///
/// [#next] belongs to one thread; [#status] to any.
public final class Scrub {

    /// What it reads a second unless it is told otherwise.
    public static final long BYTES_PER_SECOND = 4_000_000;

    /// Its place is written down after this long, µs.
    private static final long REMEMBER_US = 60_000_000;
    /// A round does not begin before the one before is so old, µs.
    private static final long ROUND_LEAST_US = 3_600_000_000L;

    private static final int PLACE_BYTES_MAX = 4096;
    /// A segment that cannot be read so often is passed over.
    static final int TRIES_MAX = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);

    private final World world;
    private final Pool pool;
    private final SqliteIndex index;
    private final Disk slow;
    private final Path remembered;
    private String place;
    private long rememberAtUs;
    private long roundAtUs = Long.MIN_VALUE;
    private long checked;
    private long damaged;
    private long missing;
    private long unreadable;
    private int tries;
    private volatile ScrubStatus status = new ScrubStatus(0, 0, 0, 0, Optional.empty());

    /// How it goes. Immutable.
    ///
    /// @param checked    segments read since the recorder started
    /// @param damaged    of them with damage
    /// @param missing    of them without a file
    /// @param unreadable of them with a file that the disk cannot read
    /// @param problem    what a person should know
    public record ScrubStatus(long checked, long damaged, long missing, long unreadable, Optional<Problem> problem) {}

    /// @param remembered where it writes down how far it is
    /// @param slow       the disk, as slow as it is to be read
    public Scrub(World world, Pool pool, SqliteIndex index, Path remembered, Disk slow) {
        this.world = world;
        this.pool = pool;
        this.index = index;
        this.slow = slow;
        this.remembered = remembered;
        this.place = recall();
    }

    public ScrubStatus status() {
        return status;
    }

    private String recall() {
        try {
            return new String(SmallFile.read(world.disk(), remembered, PLACE_BYTES_MAX), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException none) {
            LOG.debug("pool {} is read from its beginning", pool.id(), none);
            return "";
        }
    }

    /// Reads the next segment; does nothing while a round need not begin yet.
    ///
    /// @return whether one was read
    public boolean next() throws IOException {
        long nowUs = world.clock().elapsedUs();
        if (nowUs < roundAtUs) {
            return false;
        }
        Optional<SegmentRow> row = behind(place);
        if (row.isEmpty()) {
            roundAtUs = nowUs + ROUND_LEAST_US;
            place = "";
            remember();
            return false;
        }
        pool.requireIdentity();
        checkOrPass(row.get());
        place = row.get().file();
        if (nowUs >= rememberAtUs) {
            rememberAtUs = nowUs + REMEMBER_US;
            remember();
        }
        return true;
    }

    private void remember() throws IOException {
        SmallFile.replace(world.disk(), remembered, (place + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// The sealed segment that follows a name, stream by stream, in the order of time.
    private Optional<SegmentRow> behind(String name) {
        Optional<SegmentName> last = SegmentName.parse(name);
        for (StreamId stream : index.streams()) {
            if (last.isPresent() && stream.compareTo(last.get().stream()) < 0) {
                continue;
            }
            boolean isSame = last.isPresent() && stream.equals(last.get().stream());
            long sinceUs = isSame ? last.get().startUs() : Long.MIN_VALUE;
            String after = isSame ? name : "";
            Optional<SegmentRow> found =
                    index.read(handle -> UpkeepRows.next(handle, pool.id(), stream, sinceUs, after));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// A disk that cannot read one place for good must not keep the rest from being read.
    private void checkOrPass(SegmentRow row) throws IOException {
        try {
            check(row);
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException failed) {
            tries++;
            if (tries < TRIES_MAX) {
                throw failed;
            }
            LOG.warn("pool {}: {} cannot be read", pool.id(), row.file(), failed);
            checked++;
            unreadable++;
            status = new ScrubStatus(checked, damaged, missing, unreadable, problem());
        }
        tries = 0;
    }

    private void check(SegmentRow row) throws IOException {
        List<TimeSpan> bad = new ArrayList<>();
        try {
            bad.addAll(damage(row));
        } catch (NoSuchFileException gone) {
            if (index.segment(pool.id(), row.name()).isPresent()) {
                missing++;
                LOG.warn("pool {}: {} is not there", pool.id(), row.file(), gone);
            }
        }
        checked++;
        damaged += bad.isEmpty() ? 0 : 1;
        List<CatalogueRecord> entries = new ArrayList<>();
        for (TimeSpan span : bad) {
            boolean isKnown = index.gaps(row.stream(), span).stream()
                    .anyMatch(gap -> gap.cause() == GapCause.SEGMENT_DAMAGED
                            && gap.span().fromUs() <= span.fromUs()
                            && span.toUs() <= gap.span().toUs());
            if (!span.isEmpty() && !isKnown) {
                entries.add(new GapStored(new Gap(row.stream(), span, GapCause.SEGMENT_DAMAGED)));
                LOG.warn("pool {}: {} is damaged: {}", pool.id(), row.file(), span);
            }
        }
        if (!entries.isEmpty()) {
            pool.store(entries);
        }
        status = new ScrubStatus(checked, damaged, missing, unreadable, problem());
    }

    /// What of a segment cannot be read.
    private List<TimeSpan> damage(SegmentRow row) throws IOException {
        try (var file = slow.openToRead(pool.path(row.name()))) {
            SegmentFront front = SegmentFront.read(file);
            SegmentAudit audit = SegmentAudit.of(file, front, SegmentEnd.read(file), row.file(), Progress.SILENT);
            List<TimeSpan> bad = new ArrayList<>();
            audit.damages().forEach(each -> bad.add(each.span()));
            if (audit.span().toUs() < row.span().toUs() && audit.samples() < row.samples()) {
                bad.add(new TimeSpan(audit.span().toUs(), row.span().toUs()));
            }
            return bad;
        } catch (BadSegmentException unreadable) {
            LOG.debug("{} cannot be read at all", row.file(), unreadable);
            return List.of(row.span());
        }
    }

    private Optional<Problem> problem() {
        if (damaged + missing + unreadable == 0) {
            return Optional.empty();
        }
        return Optional.of(ProblemCode.SEGMENT_DAMAGED.problem(
                "Pool " + pool.id() + ": of " + checked + " segments that were read again, " + damaged
                        + " are damaged, " + unreadable + " cannot be read and " + missing + " are not there.",
                "What is damaged is a stored gap segment-damaged; the rest of each segment can be played.",
                "Look at the disk's health; run lidless verify on the pool to see each place."));
    }
}
