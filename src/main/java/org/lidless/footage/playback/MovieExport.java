package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.codec.ParameterSets;
import org.lidless.footage.media.mp4.ExportHash;
import org.lidless.footage.media.mp4.PlainMovie;
import org.lidless.footage.timeline.Item;
import org.lidless.footage.timeline.Stretch;
import org.lidless.world.DiskFile;

/// Writes what a reader brings into one plain MP4, from front to end. Behind a hole, samples are left out until the
/// next
/// key sample, because no decoder could show them; the gap grows by them. From one recorder's copy to another's of the
/// same bytes nothing is left out. Ends before a sample of another encoding, which it leaves in its feed: that is
/// another movie's. One thread.
final class MovieExport {

    /// A step in decoding time that an MP4 table holds, 1/90000 s; about six and a half hours.
    static final long GAP_MAX_TICKS = Integer.MAX_VALUE;

    private static final int GROUP_BYTES_MAX = 1 << 20;
    private static final int GROUP_SAMPLES_MAX = 64;

    private final ItemFeed feed;
    private final DiskFile file;
    private final Watch watch;
    private final PlainMovie movie = new PlainMovie();
    private final Retimer retimer = new Retimer();
    private int gapsBefore;
    private final MessageDigest hash = sha256();
    private final List<Stretch.Missing> gaps = new ArrayList<>();
    private final List<Stretch.Away> away = new ArrayList<>();
    private final List<Stretch.Have> recorded = new ArrayList<>();

    private final List<Sample> group = new ArrayList<>();
    private final List<ByteBuffer> groupBytes = new ArrayList<>();
    private int groupSize;
    private long written;

    private @Nullable VideoParameters parameters;
    private boolean isAwaitingKey = true;
    private long lastDecode;
    private long startUs = Long.MIN_VALUE;
    private long endUs = Long.MIN_VALUE;

    /// What it has become.
    record Made(long startUs, long endUs, long samples, long bytes) {}

    /// Who recorded what is in it.
    List<Stretch.Have> recorded() {
        return recorded;
    }

    /// What is missing, also when it has become no movie.
    List<Stretch.Missing> gaps() {
        return gaps;
    }

    List<Stretch.Away> away() {
        return away;
    }

    /// Whoever waits for the export.
    interface Watch {

        /// @return whether to go on
        boolean reached(long timeUs, long bytes);
    }

    MovieExport(ItemFeed feed, DiskFile file, Watch watch) {
        this.feed = feed;
        this.file = file;
        this.watch = watch;
    }

    /// Writes all of it, and forces it to disk.
    ///
    /// @return empty when there was not a single sample, or the watch said to stop
    Optional<Made> run(long createdUs) throws IOException {
        write(movie.front());
        for (Optional<Item> item = feed.next(); item.isPresent(); item = feed.next()) {
            if (beginsAnotherMovie(item.get())) {
                feed.putBack(item.get());
                break;
            }
            switch (item.get()) {
                case Item.MissingItem missing -> missing(missing);
                case Item.AwayItem gone -> away.add(new Stretch.Away(gone.span(), gone.recorder(), gone.holder()));
                case Item.SampleItem sample -> {
                    if (!sample(sample)) {
                        return Optional.empty();
                    }
                }
            }
        }
        flush();
        if (movie.samples() == 0) {
            return Optional.empty();
        }
        write(movie.tail(createdUs));
        write(ExportHash.write(new Sha256(hash.digest())));
        file.force();
        return Optional.of(new Made(startUs, endUs, movie.samples(), written));
    }

    private boolean beginsAnotherMovie(Item item) {
        VideoParameters now = parameters;
        return now != null
                && item instanceof Item.SampleItem sample
                && sample.sample().key()
                && sample.parameters().codec() != now.codec();
    }

    private void missing(Item.MissingItem missing) {
        gaps.add(new Stretch.Missing(missing.span(), missing.cause()));
        isAwaitingKey |= missing.cause() == GapCause.SEGMENT_DAMAGED;
    }

    private boolean sample(Item.SampleItem item) throws IOException {
        Sample sample = item.sample();
        isAwaitingKey |= !item.follows();
        if (isAwaitingKey && !sample.key()) {
            leftOut(sample);
            return true;
        }
        if (isAwaitingKey) {
            reachesOver(sample);
        }
        isAwaitingKey = false;
        gapsBefore = gaps.size();
        // In the middle of a GOP another recorder's copy goes on with what the decoder has.
        VideoParameters before = parameters;
        if (!item.parameters().equals(before) && (sample.key() || before == null)) {
            parameters = item.parameters();
            if (before == null || !ParameterSets.meanTheSame(before, item.parameters())) {
                flush();
                movie.parameters(item.parameters());
            }
        }
        add(retimer.place(item.axis(), sample), item.bytes());
        long shownToUs = sample.timeUs() + sample.durationTicks() * 100L / 9;
        if (startUs == Long.MIN_VALUE) {
            startUs = sample.timeUs();
        }
        recorded(item, shownToUs);
        endUs = Math.max(endUs, shownToUs);
        if (groupSize >= GROUP_BYTES_MAX || group.size() >= GROUP_SAMPLES_MAX) {
            flush();
            return watch.reached(endUs, written);
        }
        return true;
    }

    /// Lengthens what the same recorder has, or begins another piece.
    private void recorded(Item.SampleItem item, long toUs) {
        long fromUs = item.sample().timeUs();
        Stretch.Have last = recorded.isEmpty() ? null : recorded.getLast();
        if (last != null
                && last.node().equals(item.recorder())
                && (item.follows() || fromUs <= last.span().toUs())) {
            TimeSpan both = new TimeSpan(
                    Math.min(last.span().fromUs(), fromUs), Math.max(last.span().toUs(), toUs));
            recorded.set(recorded.size() - 1, new Stretch.Have(both, last.node()));
        } else {
            recorded.add(new Stretch.Have(new TimeSpan(fromUs, toUs), item.recorder()));
        }
    }

    /// What was damaged ends where pictures begin again: a lost frame may have been shown after those left out.
    private void reachesOver(Sample key) {
        if (gaps.size() > gapsBefore && gaps.getLast().cause() == GapCause.SEGMENT_DAMAGED) {
            TimeSpan damaged = gaps.removeLast().span();
            gaps.add(new Stretch.Missing(
                    new TimeSpan(damaged.fromUs(), Math.max(damaged.toUs(), key.timeUs())), GapCause.SEGMENT_DAMAGED));
        }
    }

    /// Nobody can show this sample: the gap before it reaches over it.
    private void leftOut(Sample sample) {
        long toUs = sample.timeUs() + sample.durationTicks() * 100L / 9;
        if (gaps.size() > gapsBefore && gaps.getLast().cause() == GapCause.SEGMENT_DAMAGED) {
            TimeSpan before = gaps.removeLast().span();
            gaps.add(new Stretch.Missing(
                    new TimeSpan(before.fromUs(), Math.max(before.toUs(), toUs)), GapCause.SEGMENT_DAMAGED));
        } else {
            gaps.add(new Stretch.Missing(new TimeSpan(sample.timeUs(), toUs), GapCause.SEGMENT_DAMAGED));
        }
    }

    private void add(Sample placed, ByteBuffer bytes) throws IOException {
        if (placed.decodeTicks() - lastDecode > GAP_MAX_TICKS) {
            throw new GapTooLongException(endUs, placed.timeUs());
        }
        lastDecode = placed.decodeTicks();
        group.add(placed);
        ByteBuffer copy = ByteBuffer.allocate(placed.size());
        groupBytes.add(copy.put(bytes.duplicate()).flip());
        groupSize += placed.size();
    }

    private void flush() throws IOException {
        if (group.isEmpty()) {
            return;
        }
        PlainMovie.Group made = movie.group(group);
        groupBytes.addFirst(made.head());
        groupBytes.addAll(made.frames());
        write(groupBytes.toArray(ByteBuffer[]::new));
        group.clear();
        groupBytes.clear();
        groupSize = 0;
    }

    private void write(ByteBuffer... parts) throws IOException {
        long length = 0;
        for (ByteBuffer part : parts) {
            hash.update(part.duplicate());
            length += part.remaining();
        }
        file.write(parts, written);
        written += length;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// One movie cannot hold such a gap.
    static final class GapTooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        private final long fromUs;
        private final long toUs;

        GapTooLongException(long fromUs, long toUs) {
            super("a gap longer than one movie can hold: " + new TimeSpan(fromUs, toUs));
            this.fromUs = fromUs;
            this.toUs = toUs;
        }

        TimeSpan gap() {
            return new TimeSpan(fromUs, toUs);
        }
    }
}
