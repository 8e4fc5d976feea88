package org.lidless.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.wire.CameraStatus.Missing;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What nobody has of each stream's last hour and day, by cause. It is looked up by a thread of its own, stream after
/// stream, because a disk that hangs must not keep a status from being told; what was found is told until it is looked
/// up again. Any thread may ask.
final class MissingFootage {

    private static final long HOUR_US = 3_600_000_000L;
    private static final long DAY_US = 24 * HOUR_US;
    /// Rest after all streams have been looked at, µs.
    private static final long ROUND_US = 5_000_000;
    /// For each moment of looking, so many of rest: it never takes more than a three-hundredth of a processor, and 200
    /// streams have been looked at after some 45 s.
    private static final long REST_SHARE = 300;

    private static final Logger LOG = LoggerFactory.getLogger(MissingFootage.class);

    private final Clock clock;
    private final Timeline timeline;
    private final Map<StreamId, List<Missing>> found = new ConcurrentHashMap<>();

    MissingFootage(Clock clock, Timeline timeline) {
        this.clock = clock;
        this.timeline = timeline;
    }

    /// By cause; null until the stream has been looked at.
    @Nullable
    List<Missing> of(StreamId stream) {
        return found.get(stream);
    }

    /// Begins to look.
    ///
    /// @param streams those that are recorded now
    /// @return ends it
    AutoCloseable watch(Supplier<List<StreamId>> streams) {
        Thread thread = Thread.ofPlatform().daemon().name("missing").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                List<StreamId> now = streams.get();
                found.keySet().retainAll(now);
                now.forEach(this::look);
                clock.pauseUs(ROUND_US);
            }
        });
        return thread::interrupt;
    }

    private void look(StreamId stream) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        long beganUs = clock.elapsedUs();
        try {
            long nowUs = clock.wallUs();
            found.put(stream, missing(timeline.of(stream, new TimeSpan(nowUs - DAY_US, nowUs)), nowUs));
        } catch (RuntimeException unread) {
            LOG.warn("what is missing of {} cannot be told now", stream, unread);
        }
        clock.pauseUs((clock.elapsedUs() - beganUs) * REST_SHARE);
    }

    /// What is missing among these stretches of the last day, by cause, in the order of causes.
    static List<Missing> missing(List<Stretch> stretches, long nowUs) {
        Map<GapCause, Missing> byCause = new TreeMap<>();
        for (Stretch stretch : stretches) {
            if (stretch instanceof Stretch.Missing gap) {
                double hour =
                        Math.max(0, gap.span().toUs() - Math.max(gap.span().fromUs(), nowUs - HOUR_US)) / 1e6;
                double day = gap.span().durationUs() / 1e6;
                byCause.merge(
                        gap.cause(),
                        new Missing(gap.cause().word(), hour > 0 ? 1 : 0, hour, 1, day),
                        MissingFootage::sum);
            }
        }
        return new ArrayList<>(byCause.values());
    }

    private static Missing sum(Missing one, Missing other) {
        return new Missing(
                one.cause(),
                one.hourGaps() + other.hourGaps(),
                one.hourSeconds() + other.hourSeconds(),
                one.dayGaps() + other.dayGaps(),
                one.daySeconds() + other.daySeconds());
    }
}
