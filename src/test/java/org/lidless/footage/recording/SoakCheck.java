package org.lidless.footage.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.Gap;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.recording.SoakCamera.Offered;
import org.lidless.footage.storage.LoadedFragment;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentReader;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.StoredFragment;
import org.lidless.world.Disk;

/// Reads what one camera's segments hold, as they are sealed, and compares it with what the camera offered: each
/// sample once, in order, shown when it was taken, and gaps only where nothing was offered. What was looked at is
/// dropped, so that the soak can go on for ever.
final class SoakCheck {

    /// How far a sample may be shown from when it was taken once nothing has been disturbed for [#QUIET_US].
    static final long ERROR_QUIET_US = 60_000;
    /// How far at any time, on a clock that counts as it says.
    static final long ERROR_US = 300_000;

    /// How far on a clock that counts otherwise, once that is understood.
    static final long ERROR_OTHER_RATE_US = 120_000;

    static final long QUIET_US = 60_000_000;

    private static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);
    private static final int FAULTS_MAX = 20;
    private static final int NEIGHBOURS = 17;
    private static final long GAP_SLACK_US = 120_000;
    /// Until then a camera's first session may have ended before anybody could see at what rate it counts: what is
    /// shown of it is as long as was counted.
    private static final long RATE_UNKNOWN_US = 10_000_000;
    private static final int ID_AT = 5;

    private final SoakCamera camera;
    private final SqliteIndex index;
    private final List<String> faults = new ArrayList<>();
    private final Deque<long[]> neighbours = new ArrayDeque<>();
    private final List<TimeSpan> holes = new ArrayList<>();
    private final Map<RunId, Long> offsets = new TreeMap<>();
    private long samples;
    private long segments;
    private long worstUs;
    private long worstQuietUs;
    private long endUs = Long.MIN_VALUE;
    private RunId run = new RunId(0);
    private long nextNumber;

    SoakCheck(SoakCamera camera, SqliteIndex index) {
        this.camera = camera;
        this.index = index;
    }

    long samples() {
        return samples;
    }

    long segments() {
        return segments;
    }

    /// Largest distance between when a sample was taken and when it is shown, µs.
    long worstUs() {
        return worstUs;
    }

    long worstQuietUs() {
        return worstQuietUs;
    }

    List<String> faults() {
        return faults;
    }

    private void fault(String what) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(camera.stream() + " (" + camera.kind() + "): " + what);
        }
    }

    /// Looks at what has been sealed since, and drops it.
    void look(Disk disk, Path directory, Pool pool) throws IOException {
        List<Opened> sealed = new ArrayList<>();
        for (SegmentRow row : index.segments(camera.stream(), ALWAYS)) {
            if (row.state() != SegmentState.OPEN) {
                sealed.add(open(disk, directory, row));
            }
        }
        sealed.sort(Comparator.comparingLong(Opened::firstId));
        for (Opened each : sealed) {
            compare(each);
            pool.drop(each.row().name());
            segments++;
        }
    }

    private record Opened(SegmentRow row, List<Sample> samples, List<Long> ids) {
        long firstId() {
            return ids.isEmpty() ? Long.MAX_VALUE : ids.getFirst();
        }
    }

    private Opened open(Disk disk, Path directory, SegmentRow row) throws IOException {
        List<Sample> all = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        try (SegmentReader reader = SegmentReader.open(disk, directory, row)) {
            for (StoredFragment each : reader.rest()) {
                switch (reader.load(each)) {
                    case LoadedFragment.Intact intact -> {
                        all.addAll(intact.samples());
                        for (ByteBuffer bytes : intact.payload()) {
                            ids.add(bytes.getLong(bytes.position() + ID_AT));
                        }
                    }
                    case LoadedFragment.Damaged damaged -> fault("damaged in " + row.name());
                }
            }
        }
        return new Opened(row, all, ids);
    }

    private void compare(Opened segment) {
        Offered head = camera.offered().peek();
        long offsetUs = head == null ? 0 : head.offsetUs();
        offsets.put(segment.row().name().run(), offsetUs);
        TimeSpan stamped = segment.row().span();
        TimeSpan span = new TimeSpan(stamped.fromUs() - offsetUs, stamped.toUs() - offsetUs);
        boolean isNext = segment.row().name().run().equals(run)
                && segment.samples().getFirst().number() == nextNumber;
        long leastUs = Math.max(
                StreamGaps.JITTER_US, RunClock.HOLE_FRAMES * camera.kind().frameUs());
        if (endUs != Long.MIN_VALUE && !isNext && span.fromUs() - endUs > leastUs) {
            holes.add(new TimeSpan(endUs, span.fromUs()));
        }
        endUs = Math.max(endUs, span.toUs());
        run = segment.row().name().run();
        nextNumber = segment.samples().getLast().number() + 1;
        long decode = -1;
        for (int i = 0; i < segment.samples().size(); i++) {
            Sample sample = segment.samples().get(i);
            if (sample.decodeTicks() <= decode || sample.presentationTicks() < sample.decodeTicks()) {
                fault("decoding order is broken at sample " + sample.number() + " of "
                        + segment.row().name());
            }
            decode = sample.decodeTicks();
            compare(sample, segment.ids().get(i));
        }
    }

    private void compare(Sample sample, long id) {
        samples++;
        Offered expected = camera.offered().poll();
        if (expected == null || expected.id() != id) {
            fault("sample " + id + " where " + expected + " was expected");
            return;
        }
        long takenUs = expected.takenUs();
        long shownUs = sample.timeUs() - expected.offsetUs();
        long wrongUs = Math.abs(shownUs - takenUs);
        worstUs = Math.max(worstUs, wrongUs);
        if (expected.quietUs() > QUIET_US) {
            worstQuietUs = Math.max(worstQuietUs, wrongUs);
        }
        boolean isHonest = camera.kind().rate() == 90_000;
        boolean isQuiet = expected.quietUs() > QUIET_US;
        // A clock set forward by less than RunClock.LEAP_US is followed; and key pictures wait in the camera for those
        // that are sent behind them, so that they are by so much later than they might be.
        long leapUs = ERROR_US + camera.kind().bFrames() * camera.kind().frameUs();
        long mostUs = isHonest ? isQuiet ? ERROR_QUIET_US : leapUs : isQuiet ? ERROR_OTHER_RATE_US : Long.MAX_VALUE;
        if (wrongUs > mostUs) {
            fault("sample " + id + " is shown " + (shownUs - takenUs) + " µs from when it was taken, "
                    + expected.quietUs() / 1_000_000 + " s after " + expected.by());
        }
        for (long[] each : neighbours) {
            if (each[0] < takenUs != each[1] < shownUs) {
                fault("sample " + id + " is shown " + (shownUs - each[1])
                        + " µs from one that was taken " + (takenUs - each[0]) + " µs from it, "
                        + expected.quietUs() / 1_000_000 + " s after " + expected.by());
                break;
            }
        }
        neighbours.addLast(new long[] {takenUs, shownUs});
        if (neighbours.size() > NEIGHBOURS) {
            neighbours.removeFirst();
        }
    }

    /// At the end: nothing is missing, gaps are where nothing was offered, and everything lies where the clock
    /// would have put it that was set last.
    ///
    /// @param offsetUs the wall's time less the true one
    void finish(long offsetUs) {
        if (!camera.offered().isEmpty()) {
            fault(camera.offered().size() + " samples are missing, from "
                    + camera.offered().peek());
        }
        if (camera.ring().lost() > 0) {
            fault("the ring lost " + camera.ring().lost() + " samples");
        }
        Map<RunId, Long> shifts = new TreeMap<>();
        index.placements(camera.stream()).forEach(each -> shifts.put(each.run(), each.shiftUs()));
        offsets.forEach((run, stampedUs) -> {
            if (stampedUs + shifts.getOrDefault(run, 0L) != offsetUs) {
                fault("run " + run + " lies " + (stampedUs + shifts.getOrDefault(run, 0L) - offsetUs)
                        + " µs from where it belongs");
            }
        });
        List<Gap> gaps = index.gaps(camera.stream(), ALWAYS);
        for (Gap gap : gaps) {
            if (!isOutage(
                    new TimeSpan(gap.span().fromUs() - offsetUs, gap.span().toUs() - offsetUs))) {
                fault("there never was a " + gap + "; "
                        + camera.eventsBefore(gap.span().toUs() - offsetUs));
            }
        }
        for (TimeSpan hole : holes) {
            if (!isOutage(hole)) {
                fault("the timeline has a hole that never was, of " + hole.durationUs() + " µs");
            }
        }
        for (TimeSpan outage : camera.outages()) {
            boolean told = gaps.stream().anyMatch(gap -> gap.span().overlaps(onWall(outage, offsetUs)));
            // A sample alone between two outages looks like a camera that has become slow (0018, known limits).
            boolean isSecond = camera.outages().stream()
                    .anyMatch(each -> Math.abs(outage.fromUs() - each.toUs()) < SoakCamera.SECOND_US);
            if (outage.durationUs() > 3 * SoakCamera.SECOND_US && !told && !isSecond) {
                fault("no gap tells of an outage of " + outage.durationUs() + " µs, at "
                        + TimeSpan.instant(onWall(outage, offsetUs).fromUs()) + "; "
                        + camera.eventsBefore(outage.toUs()));
            }
        }
    }

    private boolean isOutage(TimeSpan span) {
        return camera.outages().stream()
                .anyMatch(outage -> span.fromUs() >= outage.fromUs() - slackBefore(outage)
                        && span.toUs() <= outage.toUs() + GAP_SLACK_US);
    }

    private long slackBefore(TimeSpan outage) {
        boolean isRateUnknown = camera.kind().rate() != 90_000 && outage.fromUs() - camera.startUs() < RATE_UNKNOWN_US;
        return isRateUnknown ? RATE_UNKNOWN_US : GAP_SLACK_US;
    }

    private static TimeSpan onWall(TimeSpan span, long offsetUs) {
        return new TimeSpan(span.fromUs() + offsetUs, span.toUs() + offsetUs);
    }
}
