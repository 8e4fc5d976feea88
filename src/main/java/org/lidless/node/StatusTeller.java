package org.lidless.node;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.cli.Commands;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.Hindrance;
import org.lidless.domain.PoolId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.recording.PoolStatus;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.recording.RecordingState;
import org.lidless.footage.recording.RecordingStatus;
import org.lidless.footage.storage.RetentionStatus;
import org.lidless.footage.storage.SegmentIndex;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.retention.Forecast;
import org.lidless.node.settings.Settings;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.StatusReport;
import org.lidless.world.World;

/// Puts a recorder's state into the wire's words. Any thread.
final class StatusTeller {

    /// Adding up what lies in a pool reads its whole index, so an answer is kept for a while.
    private static final long USED_KEPT_US = 30_000_000;

    private final World world;
    private final Settings.Recording settings;
    private final SegmentIndex index;
    private final MissingFootage missing;
    private final UpkeepDesk upkeep;
    /// Guarded by itself; nothing is read from disk while it is held.
    private final TreeMap<PoolId, Used> used = new TreeMap<>();

    private volatile @Nullable SitePart site;

    private record Used(long bytes, long atUs) {}

    StatusTeller(
            World world, Settings.Recording settings, SegmentIndex index, UpkeepDesk upkeep, MissingFootage missing) {
        this.world = world;
        this.settings = settings;
        this.index = index;
        this.upkeep = upkeep;
        this.missing = missing;
    }

    /// The node is a member of a site.
    void isPartOf(SitePart joined) {
        site = joined;
    }

    StatusReport report(Recorder recorder, long startedUs) {
        SitePart part = site;
        StatusReport alone = alone(recorder, startedUs);
        return part == null ? alone : part.completed(alone);
    }

    private StatusReport alone(Recorder recorder, long startedUs) {
        var bare = new StatusReport(
                StatusReport.VERSION,
                settings.node().value(),
                Commands.Version.text(),
                ProcessHandle.current().pid(),
                TimeSpan.instant(world.clock().wallUs()),
                TimeSpan.instant(startedUs),
                recorder.status().stream().map(this::camera).toList(),
                recorder.pools().stream().map(this::pool).toList());
        return bare.withLocks(upkeep.locks());
    }

    private CameraStatus camera(RecordingStatus status) {
        CameraStatus.Stored stored = stored(status.stored());
        List<CameraStatus.Missing> found = missing.of(status.stream());
        return CameraStatus.of(
                        status.stream().camera().value(),
                        status.stream().kind().word(),
                        status.state().word(),
                        status.state() == RecordingState.RECORDING,
                        TimeSpan.instant(status.sinceUs()))
                .with(picture(status.picture()))
                .with(found == null ? stored : stored.with(found))
                .with(new CameraStatus.Session(
                        status.session().damaged(),
                        status.session().sessions(),
                        status.session().ringBytes(),
                        seconds(status.session().firstKeyUs()),
                        Optional.of(status.session().tracks().stream()
                                .map(StatusTeller::track)
                                .toList())))
                .with(trouble(status.trouble()));
    }

    private static CameraStatus.Picture picture(RecordingStatus.Picture picture) {
        boolean known = !picture.codec().isEmpty();
        boolean sized = picture.width() > 0 && picture.height() > 0;
        return new CameraStatus.Picture(
                known ? Optional.of(picture.codec()) : Optional.empty(),
                sized ? Optional.of(picture.width()) : Optional.empty(),
                sized ? Optional.of(picture.height()) : Optional.empty(),
                known ? Optional.of(rounded(picture.fps())) : Optional.empty(),
                known ? Optional.of(rounded(picture.bitrate() / 1e6)) : Optional.empty());
    }

    private static CameraStatus.Stored stored(RecordingStatus.Stored stored) {
        TreeMap<String, Double> gapSeconds = new TreeMap<>();
        stored.gapUs().forEach((cause, us) -> gapSeconds.put(cause.word(), us / 1e6));
        return new CameraStatus.Stored(
                stored.lastDurableUs() > 0 ? Optional.of(TimeSpan.instant(stored.lastDurableUs())) : Optional.empty(),
                Optional.of(stored.queueUs() / 1e6),
                stored.bytes(),
                stored.samples(),
                stored.gaps(),
                Optional.of(gapSeconds),
                Optional.empty(),
                seconds(stored.firstDurableUs()));
    }

    private static CameraStatus.Track track(RecordingStatus.Track track) {
        return new CameraStatus.Track(
                track.isAudio() ? "audio" : "metadata",
                track.coding(),
                track.standing(),
                track.frames(),
                track.dropped(),
                track.problem().map(ProblemReport::of));
    }

    private static CameraStatus.Trouble trouble(RecordingStatus.Trouble trouble) {
        boolean isHindered = trouble.hindrance() != Hindrance.NONE;
        boolean isCalled = trouble.step() != EscalationStep.NONE;
        return new CameraStatus.Trouble(
                isHindered ? Optional.of(trouble.hindrance().word()) : Optional.empty(),
                isCalled ? Optional.of(trouble.step().word()) : Optional.empty(),
                isCalled ? Optional.of(trouble.calls()) : Optional.empty(),
                trouble.problem().map(ProblemReport::of));
    }

    private static Optional<Double> seconds(long us) {
        return us > 0 ? Optional.of(us / 1e6) : Optional.empty();
    }

    private static double rounded(double number) {
        return Math.round(number * 1000) / 1000.0;
    }

    private StatusReport.PoolStatus pool(PoolStatus status) {
        String path = settings.pools().stream()
                .filter(pool -> pool.pool().equals(status.pool()))
                .map(pool -> pool.path().toString())
                .findFirst()
                .orElse("");
        String state = status.open() ? "ready" : status.problem().isPresent() ? "away" : "opening";
        return new StatusReport.PoolStatus(
                status.pool().value(),
                path,
                state,
                status.bytesFree().isPresent() ? Optional.of(status.bytesFree().getAsLong()) : Optional.empty(),
                Optional.of(
                        status.retention().map(RetentionStatus::usedBytes).orElseGet(() -> bytesUsed(status.pool()))),
                status.problem().map(ProblemReport::of),
                status.retention().map(StatusTeller::kept));
    }

    private static StatusReport.Kept kept(RetentionStatus retention) {
        Forecast forecast = retention.forecast();
        return new StatusReport.Kept(
                retention.capacityBytes(),
                retention.quarantinedBytes(),
                retention.expired(),
                retention.oldestUs().isPresent()
                        ? Optional.of(TimeSpan.instant(retention.oldestUs().getAsLong()))
                        : Optional.empty(),
                forecast.bytesPerDay(),
                days(forecast.daysUntilFull()),
                days(forecast.daysOfFootage()),
                retention.stoppedBytes());
    }

    private static Optional<Double> days(OptionalDouble days) {
        return days.isPresent() ? Optional.of(rounded(days.getAsDouble())) : Optional.empty();
    }

    private long bytesUsed(PoolId pool) {
        long nowUs = world.clock().elapsedUs();
        synchronized (used) {
            Used kept = used.get(pool);
            if (kept != null && nowUs - kept.atUs() < USED_KEPT_US) {
                return kept.bytes();
            }
        }
        List<SegmentRow> rows = index.segments(pool);
        long bytes = rows.stream().mapToLong(SegmentRow::bytes).sum();
        synchronized (used) {
            used.put(pool, new Used(bytes, nowUs));
        }
        return bytes;
    }
}
