package org.lidless.footage.recording;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.storage.CatalogueRecord;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapMoved;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.Pool;

/// Stores every gap of one stream while it is written. A hole whose ends are known is stored before the
/// samples behind it; one that is running, when it is noticed. Belongs to the stream's writer thread.
final class StreamGaps {

    /// A step in site time within one session up to this is jitter, not a hole, µs.
    static final long JITTER_US = 100_000;
    /// The same between what another recorder wrote and what is written here: their clocks may differ so
    /// much, µs.
    static final long SEAM_US = 250_000;

    /// Gaps that are moved when the clock is set; older ones stay where they are.
    static final int MOVED_MAX = 1024;

    private final StreamId stream;
    private final ArrayDeque<Gap> told = new ArrayDeque<>();
    private long startedUs;
    private boolean isFirst = true;
    private boolean isSeam;
    private long endUs = Long.MIN_VALUE;
    private long takenEnd = -1;
    private long gapEndsUs = Long.MIN_VALUE;
    private Optional<Outage> toldOutage = Optional.empty();
    private long count;
    private Map<GapCause, Long> lasted = Map.of();

    /// @param startedUs site time at which the recorder started, µs
    StreamGaps(StreamId stream, long startedUs) {
        this.stream = stream;
        this.startedUs = startedUs;
    }

    /// Gaps stored.
    long count() {
        return count;
    }

    /// How long the gaps lasted that were stored and have ended, µs by cause. Immutable.
    Map<GapCause, Long> lasted() {
        return lasted;
    }

    private void ended(GapCause cause, long fromUs, long toUs) {
        if (toUs > fromUs) {
            told.addLast(new Gap(stream, new TimeSpan(fromUs, toUs), cause));
            if (told.size() > MOVED_MAX) {
                told.removeFirst();
            }
            Map<GapCause, Long> next = new TreeMap<>(lasted);
            next.merge(cause, toUs - fromUs, Long::sum);
            lasted = Map.copyOf(next);
        }
    }

    /// What is to be stored of the gaps when the site's clock has been set.
    List<CatalogueRecord> moves(Pool pool, long byUs) {
        List<CatalogueRecord> entries = new ArrayList<>();
        told.forEach(gap -> entries.add(new GapMoved(gap, byUs)));
        pool.runningGap(stream)
                .filter(gap -> gap.cause() != GapCause.RECORDER_DOWN)
                .ifPresent(gap -> {
                    long fromUs = gap.span().fromUs();
                    entries.add(new GapStored(new Gap(stream, new TimeSpan(fromUs, fromUs), gap.cause())));
                    entries.add(new GapBegan(stream, fromUs + byUs, gap.cause()));
                });
        return entries;
    }

    /// The clock has been set, and what [#moves] says is stored.
    void moved(long byUs) {
        List<Gap> where =
                told.stream().map(gap -> new GapMoved(gap, byUs).moved()).toList();
        told.clear();
        told.addAll(where);
        startedUs += byUs;
        endUs += endUs == Long.MIN_VALUE ? 0 : byUs;
        gapEndsUs += gapEndsUs == Long.MIN_VALUE ? 0 : byUs;
    }

    /// Another recorder wrote the stream up to here, site time in µs; `Long.MIN_VALUE` when that is not
    /// known.
    void after(long otherEndUs) {
        endUs = otherEndUs;
        isSeam = true;
        isFirst = false;
        takenEnd = -1;
        toldOutage = Optional.empty();
    }

    /// This recorder wrote the stream to another pool up to here, site time in µs; before the first sample
    /// that is not known.
    void goesOnAt(long ownEndUs) {
        if (ownEndUs > 0) {
            endUs = ownEndUs;
            isFirst = false;
        }
    }

    /// Samples are missing between what is durable and what comes now. Where both ends are known, the gap is to be
    /// stored
    /// first: with the segment that begins behind it.
    Optional<Gap> storeBefore(Pool pool, Taken taken, boolean continues) throws IOException {
        Optional<GapCause> cause =
                continues ? Optional.empty() : taken.section().before();
        long fromUs = taken.fromUs();
        if (isFirst && taken.first() > 0) {
            begin(pool, Math.min(startedUs, fromUs), cause.orElse(GapCause.POOL_MISSING));
        }
        boolean isNext = continues && taken.first() == takenEnd;
        if (endUs == Long.MIN_VALUE
                || isNext
                || taken.first() < takenEnd
                || pool.runningGap(stream).isPresent()) {
            return Optional.empty();
        }
        if (fromUs - endUs > leastUs(cause, taken)) {
            GapCause why = isSeam ? GapCause.RECORDER_DOWN : cause.orElse(GapCause.CAMERA_SILENT);
            Gap gap = new Gap(stream, new TimeSpan(endUs, fromUs), why);
            ended(why, endUs, fromUs);
            count++;
            endUs = fromUs;
            return Optional.of(gap);
        }
        return Optional.empty();
    }

    private long leastUs(Optional<GapCause> cause, Taken taken) {
        if (isSeam) {
            return SEAM_US;
        }
        // A run's first sample may be decoded just before its second one, whatever lies between their showing.
        long usualTicks = taken.fragment().samples().stream()
                .mapToLong(Sample::durationTicks)
                .reduce(taken.section().usualTicks(), Math::max);
        long usualUs = RunClock.toUs(usualTicks);
        return cause.isPresent() ? 0 : Math.max(JITTER_US, RunClock.HOLE_FRAMES * usualUs);
    }

    private void begin(Pool pool, long fromUs, GapCause cause) throws IOException {
        Optional<Gap> before = pool.runningGap(stream).filter(gap -> gap.cause() != cause);
        pool.gapBegan(stream, fromUs, cause);
        before.ifPresent(gap -> ended(gap.cause(), gap.span().fromUs(), fromUs));
        count++;
    }

    /// A fragment is durable.
    void stored(Pool pool, Taken taken, boolean continues) {
        if (pool.runningGap(stream).isPresent()) {
            gapEndsUs = taken.fromUs();
        }
        endUs = Math.max(taken.toUs(), continues && !isSeam ? endUs : Long.MIN_VALUE);
        takenEnd = taken.end();
        isFirst = false;
        isSeam = false;
        toldOutage = Optional.empty();
    }

    /// The samples behind a running gap are durable: it is over.
    void settle(Pool pool) throws IOException {
        if (gapEndsUs != Long.MIN_VALUE) {
            Optional<Gap> over = pool.runningGap(stream);
            pool.gapEnded(stream, gapEndsUs);
            over.ifPresent(gap -> ended(gap.cause(), gap.span().fromUs(), gapEndsUs));
            gapEndsUs = Long.MIN_VALUE;
        }
    }

    /// Whether an outage is another than the one told last.
    boolean isNews(Outage outage) {
        return !toldOutage.equals(Optional.of(outage));
    }

    /// Nothing arrives, and everything that did is durable. The first cause of an outage is the gap's; only
    /// `recorder-down` ends where the camera's own trouble begins. True when something was stored.
    boolean silent(Pool pool, Outage outage) throws IOException {
        if (!isNews(outage)) {
            return false;
        }
        Optional<Gap> running = pool.runningGap(stream);
        boolean begins = running.isEmpty() || running.get().cause() == GapCause.RECORDER_DOWN;
        if (begins) {
            boolean follows = running.isEmpty() && endUs != Long.MIN_VALUE;
            begin(pool, follows ? endUs : outage.fromUs(), outage.cause());
        }
        toldOutage = Optional.of(outage);
        return begins;
    }
}
