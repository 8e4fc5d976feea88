package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.SampleReader;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Short movies for players that ask for ranges of bytes: each is made once, whole, and its bytes stay the same
/// while it is kept. Kept are the [#KEPT_MAX] that were asked for last, of [#BYTES_MAX] together; they are no
/// evidence, for that there are exports. Any thread; making one waits for the footage.
public final class Movies implements AutoCloseable {

    /// The longest movie; a longer one is an export.
    public static final long SPAN_MAX_US = 3_600_000_000L;

    static final int KEPT_MAX = 16;
    static final long BYTES_MAX = 4L << 30;

    /// Movies that are made at a time.
    private static final int MADE_AT_ONCE = 2;

    private static final long WAIT_SECONDS = 20;

    private final Disk disk;
    private final Path directory;
    private final Timeline timeline;
    private final Semaphore makers = new Semaphore(MADE_AT_ONCE);
    /// Guarded by itself; nothing is made while it is held.
    private final Map<Key, Movie> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long made;

    private record Key(StreamId stream, TimeSpan span) {}

    /// A movie that is kept.
    ///
    /// @param file  where it lies; may be given up while it is read, which goes on all the same
    /// @param bytes its length
    /// @param name  the same for the same bytes
    public record Movie(Path file, long bytes, String name) {}

    private Movies(Disk disk, Path directory, Timeline timeline) {
        this.disk = disk;
        this.directory = directory;
        this.timeline = timeline;
    }

    /// @param directory of its own: what lies there from before is deleted
    public static Movies in(Disk disk, Path directory, Timeline timeline) throws IOException {
        disk.createDirectories(directory);
        for (Path old : disk.list(directory)) {
            disk.delete(old);
        }
        return new Movies(disk, directory, timeline);
    }

    /// The movie of a span, made if it is not kept.
    ///
    /// @throws org.lidless.domain.ProblemException when there is no picture in the span, or too many are made
    /// just now
    /// @throws IOException                         when the footage or the movie's file fails
    public Movie of(StreamId stream, TimeSpan span) throws IOException {
        if (span.isEmpty() || span.durationUs() > SPAN_MAX_US) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "A movie is longer than nothing and at most an hour.",
                    "Safe: nothing was changed.",
                    "Ask for a shorter one, or start an export.");
        }
        Key key = new Key(stream, span);
        Movie known = known(key);
        if (known != null) {
            return known;
        }
        if (!acquired()) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "This server makes as many movies as it can at a time.",
                    "Safe: recording is not concerned.",
                    "Ask again in a while, or start an export.");
        }
        try {
            Movie again = known(key);
            return again != null ? again : make(key);
        } finally {
            makers.release();
        }
    }

    private boolean acquired() {
        try {
            return makers.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable Movie known(Key key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }

    private Movie make(Key key) throws IOException {
        Path file;
        synchronized (kept) {
            file = directory.resolve(++made + ".mp4");
        }
        Optional<MovieExport.Made> done;
        try (DiskFile open = disk.create(file);
                SampleReader reader = timeline.read(key.stream(), key.span())) {
            done = new MovieExport(new ItemFeed(reader), open, (_, bytes) -> bytes < BYTES_MAX)
                    .run(key.span().fromUs());
        }
        if (done.isEmpty()) {
            disk.delete(file);
            throw ProblemCode.NOTHING_FOUND.because(
                    "There is no picture of " + key.stream() + " in " + key.span() + ".",
                    "The timeline says what is missing there, and why.",
                    "Look at the timeline for what there is.");
        }
        Movie movie = new Movie(file, done.get().bytes(), made(key));
        keep(key, movie);
        return movie;
    }

    private static String made(Key key) {
        return key.stream().camera() + "-" + key.stream().kind().word() + "-"
                + key.span().fromUs() + "-" + key.span().toUs();
    }

    private void keep(Key key, Movie movie) throws IOException {
        synchronized (kept) {
            kept.put(key, movie);
            long bytes = kept.values().stream().mapToLong(Movie::bytes).sum();
            for (Iterator<Movie> oldest = kept.values().iterator(); oldest.hasNext(); ) {
                Movie each = oldest.next();
                if ((kept.size() <= KEPT_MAX && bytes <= BYTES_MAX) || each.equals(movie)) {
                    break;
                }
                oldest.remove();
                bytes -= each.bytes();
                disk.delete(each.file());
            }
        }
    }

    /// Opens a movie to read.
    public DiskFile open(Movie movie) throws IOException {
        return disk.openToRead(movie.file());
    }

    @Override
    public void close() {
        synchronized (kept) {
            kept.clear();
        }
    }
}
