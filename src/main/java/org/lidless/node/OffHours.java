package org.lidless.node;

import java.io.IOException;
import java.util.Collections;
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
import org.lidless.domain.PoolId;
import org.lidless.domain.RecordingHours;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.storage.Pool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cameras that nobody wants recorded at this hour: they are called by nobody then, neither to record nor to shadow
/// them, and their owner stores beforehand why nothing is there until they are recorded again. One thread owns it, but
/// for [#reports].
final class OffHours {

    /// So long before its hours a camera is called, so that pictures are there when they begin, µs.
    static final long CALLED_BEFORE_US = 5_000_000;

    private static final long SECOND_US = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(OffHours.class);

    private final Recorder recorder;
    private final Function<StreamKind, PoolId> pools;
    private final SortedMap<StreamId, TimeSpan> untold = new TreeMap<>();
    private final SortedSet<StreamId> refused = new TreeSet<>();
    private SortedSet<CameraId> off = Collections.emptySortedSet();

    /// @param pools which takes what is to be said of streams of a kind
    OffHours(Recorder recorder, Function<StreamKind, PoolId> pools) {
        this.recorder = recorder;
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
        SortedSet<CameraId> before = off;
        off = now;
        for (Assignment each : list.assignments()) {
            CameraCare care = list.care().get(each.camera());
            boolean isNew = now.contains(each.camera()) && !before.contains(each.camera());
            if (care != null && isNew && each.mode() == Assignment.Mode.RECORD) {
                care.hours().ifPresent(hours -> explain(each, hours, siteUs));
            }
        }
        return isOther;
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

    private void explain(Assignment each, RecordingHours hours, long siteUs) {
        for (StreamKind kind : each.address().streams()) {
            untold.put(new StreamId(each.camera(), kind), new TimeSpan(siteUs, hours.nextOn(siteUs)));
        }
    }

    /// Stores what is not stored yet; a pool that is not open is asked again the next time.
    void tell() {
        for (var each : new TreeMap<>(untold).entrySet()) {
            StreamId stream = each.getKey();
            recorder.pool(pools.apply(stream.kind())).ifPresent(pool -> tell(pool, stream, each.getValue()));
        }
    }

    private void tell(Pool pool, StreamId stream, TimeSpan span) {
        try {
            pool.gap(new Gap(stream, span, GapCause.SCHEDULED_OFF));
            untold.remove(stream);
            refused.remove(stream);
            LOG.info(
                    "{}: not recorded from {} until {}, as wanted",
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
    static SortedMap<CameraId, CameraReport> reports(AssignmentList list, long siteUs) {
        SortedMap<CameraId, CameraReport> reports = new TreeMap<>();
        SortedSet<CameraId> off = off(list, siteUs);
        for (Assignment each : list.assignments()) {
            if (off.contains(each.camera())) {
                OptionalLong untilUs = OptionalLong.of(siteUs / SECOND_US * SECOND_US);
                reports.put(each.camera(), new CameraReport(each.camera(), each.epoch(), true, untilUs));
            }
        }
        return reports;
    }
}
