package org.lidless.node;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraCare;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.Pool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cameras that nobody wants recorded at this hour: they are called by nobody then, neither to record nor to shadow
/// them, and their owner stores why nothing is there. One thread owns it, but for [#reports].
final class OffHours {

    /// So long before its hours a camera is called, so that pictures are there when they begin, µs.
    static final long CALLED_BEFORE_US = 5_000_000;

    /// In pieces of this length it is stored that a camera is off, for times that have passed; the last one reaches
    /// [#CALLED_BEFORE_US] ahead, to where its hours begin, µs.
    private static final long PIECE_US = 300_000_000;
    /// The last samples before it was let go may end so much earlier, µs.
    private static final long LAST_SAMPLES_US = 2_000_000;

    private static final long SECOND_US = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(OffHours.class);

    private final Function<StreamKind, Optional<Pool>> pools;
    /// Streams that are off and owned here, and up to when that was put down.
    private final SortedMap<StreamId, Long> toldToUs = new TreeMap<>();
    private final SortedMap<StreamId, TimeSpan> untold = new TreeMap<>();
    private final SortedSet<StreamId> refused = new TreeSet<>();
    private volatile SortedSet<CameraId> off = Collections.emptySortedSet();

    /// @param pools which takes what is to be said of streams of a kind, while it is open
    OffHours(Function<StreamKind, Optional<Pool>> pools) {
        this.pools = pools;
    }

    boolean isOff(CameraId camera) {
        return off.contains(camera);
    }

    /// Looks at the clock.
    ///
    /// @return whether other cameras are off than before
    boolean look(AssignmentList list, long siteUs) {
        SortedSet<CameraId> now = off(list, siteUs);
        boolean isOther = !now.equals(off);
        off = now;
        SortedSet<StreamId> owned = new TreeSet<>();
        for (Assignment each : list.assignments()) {
            if (each.mode() == Assignment.Mode.RECORD && now.contains(each.camera())) {
                each.address().streams().forEach(kind -> owned.add(new StreamId(each.camera(), kind)));
            }
        }
        for (StreamId stream : new TreeSet<>(toldToUs.keySet())) {
            if (!owned.contains(stream)) {
                piece(stream, siteUs + CALLED_BEFORE_US);
                toldToUs.remove(stream);
            }
        }
        owned.forEach(stream -> toldToUs.putIfAbsent(stream, siteUs - LAST_SAMPLES_US));
        return isOther;
    }

    private void piece(StreamId stream, long toUs) {
        // The site's clock may have been set back meanwhile.
        TimeSpan next = new TimeSpan(Math.min(toldToUs.getOrDefault(stream, toUs), toUs), toUs);
        untold.merge(
                stream,
                next,
                (before, more) ->
                        new TimeSpan(Math.min(before.fromUs(), more.fromUs()), Math.max(before.toUs(), more.toUs())));
    }

    private static SortedSet<CameraId> off(AssignmentList list, long siteUs) {
        SortedSet<CameraId> off = new TreeSet<>();
        for (Assignment each : list.assignments()) {
            CameraCare care = list.care().get(each.camera());
            if (care != null && !care.isOn(siteUs) && !care.isOn(siteUs + CALLED_BEFORE_US)) {
                off.add(each.camera());
            }
        }
        return off;
    }

    /// Stores what is not stored yet; a pool that is not open is asked again the next time.
    void tell(long siteUs) {
        for (var each : new TreeMap<>(toldToUs).entrySet()) {
            if (siteUs - each.getValue() >= PIECE_US) {
                piece(each.getKey(), siteUs);
                toldToUs.put(each.getKey(), siteUs);
            }
        }
        for (var each : new TreeMap<>(untold).entrySet()) {
            StreamId stream = each.getKey();
            pools.apply(stream.kind()).ifPresent(pool -> tell(pool, stream, each.getValue()));
        }
    }

    /// This recorder ends: what is off is so up to now.
    void end(long siteUs) {
        for (StreamId stream : new TreeSet<>(toldToUs.keySet())) {
            piece(stream, siteUs);
            toldToUs.remove(stream);
        }
        tell(siteUs);
    }

    private void tell(Pool pool, StreamId stream, TimeSpan span) {
        try {
            pool.gap(new Gap(stream, span, GapCause.SCHEDULED_OFF));
            untold.remove(stream);
            refused.remove(stream);
            LOG.info(
                    "{}: not recorded from {} to {}, as wanted",
                    stream,
                    TimeSpan.instant(span.fromUs()),
                    TimeSpan.instant(span.toUs()));
        } catch (IOException failed) {
            if (refused.add(stream)) {
                LOG.warn("{}: it could not be stored yet that it is off by its schedule", stream, failed);
            }
        }
    }

    /// What to say of them in a heartbeat: there is nothing of them that could be lost, at any recorder. Any thread.
    SortedMap<CameraId, CameraReport> reports(AssignmentList list, long siteUs) {
        SortedMap<CameraId, CameraReport> reports = new TreeMap<>();
        SortedSet<CameraId> now = off;
        for (Assignment each : list.assignments()) {
            if (now.contains(each.camera())) {
                OptionalLong untilUs = OptionalLong.of(siteUs / SECOND_US * SECOND_US);
                reports.put(each.camera(), new CameraReport(each.camera(), each.epoch(), true, untilUs));
            }
        }
        return reports;
    }
}
