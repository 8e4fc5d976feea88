package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.mp4.BadMovieException;
import org.lidless.footage.media.mp4.MovieFragment;
import org.lidless.footage.media.mp4.TrackRun;
import org.lidless.footage.storage.SegmentWalk.Broken;
import org.lidless.footage.storage.SegmentWalk.Piece;
import org.lidless.footage.storage.SegmentWalk.Whole;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Reads a segment, whatever state it is in: being written, sealed, recovered, suspect or damaged. [#next] walks from
/// fragment to fragment by their boxes, about a hundred bytes each; [#load] reads one and checks every byte of it. One
/// thread.
///
/// A segment without trailer ends behind its last whole fragment. One thread may read while another appends: a
/// fragment that is not whole yet is the end, and a reader opened later sees it.
public final class SegmentReader implements AutoCloseable {

    private final DiskFile file;
    private final SegmentFront front;
    private final SegmentEnd end;
    private final SegmentWalk walk;
    /// Up to where there should be footage; the walk's end when nobody knows.
    private final Optional<Long> expectedEndUs;

    private Optional<Whole> ahead = Optional.empty();
    private long reachedUs;
    private long nextNumber;
    private boolean ended;

    private SegmentReader(DiskFile file, SegmentFront front, SegmentEnd end, Optional<Long> expectedEndUs) {
        this.file = file;
        this.front = front;
        this.end = end;
        this.walk = end.walk(file, front.end());
        this.expectedEndUs = end.trailer().map(trailer -> trailer.span().toUs()).or(() -> expectedEndUs);
        this.reachedUs = front.header().startUs();
    }

    /// Opens a segment by its path.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is none
    /// @throws org.lidless.domain.ProblemException SEGMENT_DAMAGED when its front cannot be read
    public static SegmentReader open(Disk disk, Path path) throws IOException {
        return open(disk, path, Optional.empty());
    }

    /// Opens a segment that the index names. What the index says is in it and is not, at its end, reads as damaged.
    ///
    /// @param directory the pool's
    public static SegmentReader open(Disk disk, Path directory, SegmentRow row) throws IOException {
        return open(disk, directory.resolve(row.file()), Optional.of(row));
    }

    /// The same of a file that is open already, wherever it lies. Closes it with the reader, and when it throws.
    public static SegmentReader open(DiskFile file, SegmentRow row) throws IOException {
        return open(file, row.file(), Optional.of(row));
    }

    /// Reads what the index has no row of.
    static SegmentReader of(DiskFile file) throws IOException {
        return open(file, "at hand", Optional.empty());
    }

    private static SegmentReader open(Disk disk, Path path, Optional<SegmentRow> row) throws IOException {
        return open(disk.openToRead(path), path.toString(), row);
    }

    private static SegmentReader open(DiskFile file, String path, Optional<SegmentRow> row) throws IOException {
        boolean opened = false;
        try {
            SegmentFront front = SegmentFront.read(file);
            SegmentEnd end = row.isPresent() ? SegmentRepair.end(file, row.get()) : SegmentEnd.read(file);
            Optional<Long> expected = row.filter(each -> each.state() != SegmentState.OPEN && each.samples() > 0)
                    .map(each -> each.span().toUs());
            SegmentReader reader = new SegmentReader(file, front, end, expected);
            opened = true;
            return reader;
        } catch (BadSegmentException damaged) {
            throw ProblemCode.SEGMENT_DAMAGED.because(
                    "Segment " + path + " cannot be read: " + damaged.getMessage() + ".",
                    "Its footage cannot be played. Other segments are not affected.",
                    "Run lidless verify on the pool to see whether there is more damage; keep the file.");
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    public SegmentHeader header() {
        return front.header();
    }

    /// What a decoder must know for all its samples.
    public VideoParameters parameters() {
        return front.parameters();
    }

    public boolean isSealed() {
        return end.trailer().isPresent();
    }

    /// Hash of all before the trailer, as the trailer has it.
    public Optional<Sha256> sha256() {
        return end.trailer().map(TrailerBox::sha256);
    }

    /// Goes on behind an intact fragment that an earlier reader of this segment gave: what is written does not move.
    public void goOnBehind(StoredFragment known) {
        walk.goOnAt(known.offset() + known.bytes());
        reachedUs = Math.max(reachedUs, known.span().toUs());
        nextNumber = known.firstNumber() + known.count();
    }

    /// The next fragment or damaged stretch; empty at the end.
    public Optional<StoredFragment> next() throws IOException {
        if (ahead.isPresent()) {
            Whole whole = ahead.get();
            ahead = Optional.empty();
            return Optional.of(intact(whole));
        }
        if (ended) {
            return Optional.empty();
        }
        Optional<Piece> piece = walk.next();
        if (piece.isEmpty()) {
            ended = true;
            return missingEnd();
        }
        return switch (piece.get()) {
            case Whole whole -> Optional.of(intact(whole));
            case Broken broken -> damaged(broken);
        };
    }

    /// All that is left, fragment by fragment.
    public List<StoredFragment> rest() throws IOException {
        List<StoredFragment> all = new ArrayList<>();
        Optional<StoredFragment> fragment = next();
        while (fragment.isPresent()) {
            all.add(fragment.get());
            fragment = next();
        }
        return all;
    }

    private StoredFragment intact(Whole whole) {
        FragmentBox box = whole.box();
        reachedUs = Math.max(reachedUs, box.endTimeUs());
        nextNumber = box.firstNumber() + box.count();
        return new StoredFragment(
                whole.at(),
                whole.end() - whole.at(),
                box.run(),
                box.firstNumber(),
                box.count(),
                new TimeSpan(box.firstTimeUs(), box.endTimeUs()),
                box.keyFirst(),
                false);
    }

    private Optional<StoredFragment> damaged(Broken first) throws IOException {
        long at = first.at();
        long to = first.end();
        long endUs = expectedEndUs.orElse(reachedUs);
        Optional<Piece> piece = walk.next();
        while (piece.isPresent() && piece.get() instanceof Broken more) {
            to = more.end();
            piece = walk.next();
        }
        if (piece.isPresent() && piece.get() instanceof Whole whole) {
            ahead = Optional.of(whole);
            endUs = whole.box().firstTimeUs();
        } else {
            ended = true;
        }
        return Optional.of(stretch(at, to - at, endUs));
    }

    private Optional<StoredFragment> missingEnd() {
        return expectedEndUs.filter(expected -> expected > reachedUs).map(expected -> stretch(walk.at(), 0, expected));
    }

    private StoredFragment stretch(long at, long bytes, long endUs) {
        TimeSpan span = new TimeSpan(reachedUs, Math.max(reachedUs, endUs));
        return new StoredFragment(at, bytes, front.header().run(), nextNumber, 0, span, false, true);
    }

    /// Reads a fragment that [#next] gave, and checks it.
    public LoadedFragment load(StoredFragment fragment) throws IOException {
        if (fragment.damaged()) {
            return new LoadedFragment.Damaged(fragment, "its place in the segment holds something else");
        }
        int length = (int) fragment.bytes();
        ByteBuffer bytes = new FileWindow(file, length).at(fragment.offset(), length);
        if (bytes.limit() < length || !FragmentBox.looksLike(bytes, 0)) {
            return new LoadedFragment.Damaged(fragment, "the segment became shorter");
        }
        try {
            FragmentBox box = FragmentBox.decode(bytes, 0);
            ByteBuffer body = bytes.slice(box.boxBytes(), length - box.boxBytes());
            CRC32C crc = new CRC32C();
            crc.update(body.duplicate());
            if ((int) crc.getValue() != box.bodyChecksum()) {
                return new LoadedFragment.Damaged(fragment, "its bytes do not match their check sum");
            }
            return intact(fragment, box, bytes, body, front.companions());
        } catch (BadSegmentException | BadMovieException bad) {
            return new LoadedFragment.Damaged(fragment, String.valueOf(bad.getMessage()));
        }
    }

    private static LoadedFragment intact(
            StoredFragment fragment, FragmentBox box, ByteBuffer bytes, ByteBuffer body, List<Companion> tracks)
            throws BadMovieException {
        List<MovieFragment.Entry> entries = MovieFragment.read(body.duplicate());
        List<TrackRun> runs = MovieFragment.companions(body.duplicate());
        List<Sample> samples = new ArrayList<>(entries.size());
        List<ByteBuffer> payload = new ArrayList<>(entries.size());
        int at = MovieFragment.headBytes(entries.size(), runs);
        for (int i = 0; i < entries.size(); i++) {
            MovieFragment.Entry entry = entries.get(i);
            if (i >= box.count() || entry.size() > body.limit() - at) {
                throw new BadMovieException("samples beyond the fragment");
            }
            samples.add(new Sample(
                    box.firstNumber() + i,
                    entry.decodeTicks(),
                    entry.presentationTicks(),
                    FragmentBox.timeUs(bytes, 0, box.firstTimeUs(), i),
                    entry.durationTicks(),
                    entry.key(),
                    entry.size()));
            payload.add(body.slice(at, entry.size()).asReadOnlyBuffer());
            at += entry.size();
        }
        List<Sample> whole = runs.isEmpty() ? samples : StoredCompanions.with(samples, runs, tracks, body, at);
        return new LoadedFragment.Intact(fragment, whole, payload);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
