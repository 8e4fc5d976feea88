package org.lidless.web.events;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the last minutes of all streams every few seconds, and says when something of them is missing for good. A
/// thread of its own.
public final class GapWatch implements Runnable {

    /// So far back it looks: a recorder that was away longer tells of its gaps by the timeline alone.
    static final long BACK_US = 600_000_000;

    private static final long LOOK_US = 3_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(GapWatch.class);

    private final Timeline timeline;
    private final EventRing ring;
    private final Clock clock;
    private final GapNews news = new GapNews();

    /// @param timeline of the whole site
    public GapWatch(Timeline timeline, EventRing ring, Clock clock) {
        this.timeline = timeline;
        this.ring = ring;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            clock.pauseUs(LOOK_US);
            try {
                look();
            } catch (RuntimeException bug) {
                LOG.error("{} What is missing could not be seen; it is looked at again.", ProblemCode.BUG.code(), bug);
            }
        }
    }

    void look() {
        long nowUs = clock.wallUs();
        List<StreamId> streams = timeline.streams();
        Map<StreamId, List<Stretch>> seen = new TreeMap<>();
        timeline.outline(streams, new TimeSpan(Math.max(0, nowUs - BACK_US), nowUs))
                .forEach((stream, account) -> seen.put(stream, account.stretches()));
        news.look(seen, TimeSpan.instant(nowUs), clock.elapsedUs()).forEach(ring::add);
    }
}
