package org.lidless.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.recording.RecordingStatus;
import org.lidless.footage.storage.EvidenceLocks;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.node.settings.Settings;
import org.lidless.wire.Asker;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.Control;
import org.lidless.wire.ExportFile;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.FootageReport;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.LockOrder;
import org.lidless.wire.LockReport;
import org.lidless.wire.Rfc3339;
import org.lidless.wire.SiteExport;
import org.lidless.wire.StatusReport;
import org.lidless.wire.Tally;
import org.lidless.world.World;

/// Answers for this node, by asking its rooms and putting their answers into the wire's words.
final class NodeControl implements Control {

    private final Settings.Recording settings;
    private final Timeline timeline;
    private final StatusTeller statuses;
    private final ExportDesk exports;
    private final AuditDesk audit;
    private final UpkeepDesk upkeep;
    private final long startedUs;
    private volatile @Nullable Recorder recorder;
    private volatile @Nullable SitePart site;

    NodeControl(
            World world,
            Settings.Recording settings,
            SqliteIndex index,
            Timeline timeline,
            ExportDesk exports,
            AuditDesk audit,
            MissingFootage missing) {
        this.settings = settings;
        this.timeline = timeline;
        this.exports = exports;
        this.audit = audit;
        this.startedUs = world.clock().wallUs();
        this.upkeep = new UpkeepDesk(settings, new EvidenceLocks(world, index));
        this.statuses = new StatusTeller(world, settings, index, upkeep, missing);
    }

    /// The recorder is there; until then the node is starting.
    void answersFor(Recorder started) {
        recorder = started;
        upkeep.answersFor(started);
    }

    @Override
    public Optional<AuditDesk> audit() {
        return Optional.of(audit);
    }

    /// The node is a member of a site.
    void isPartOf(SitePart joined) {
        site = joined;
        statuses.isPartOf(joined);
    }

    @Override
    public Tally tally() {
        SitePart part = site;
        return part == null ? Tally.NONE : part.tally();
    }

    @Override
    public StatusReport status() {
        Recorder running = recorder;
        if (running == null) {
            throw ProblemCode.NODE_STARTING.because(
                    "Recorder " + settings.node() + " is starting.",
                    "Safe: recording begins in a moment.",
                    "Ask again.");
        }
        return statuses.report(running, startedUs);
    }

    @Override
    public FootageReport footage(FootageQuestion question) {
        StreamId stream = stream(question.camera(), question.stream());
        TimeSpan before = known(stream);
        long fromUs = question.from().map(TimeSpan::micros).orElse(before.fromUs());
        long toUs = question.to().map(TimeSpan::micros).orElse(Math.max(fromUs, before.toUs()));
        TimeSpan span = span(fromUs, toUs);
        Timeline.OfStream account =
                timeline.account(List.of(stream), span).firstEntry().getValue();
        TimeSpan known = account.known().orElse(before);
        List<StretchReport> stretches = new ArrayList<>();
        for (Stretch stretch : account.stretches()) {
            stretches.add(report(stretch));
        }
        boolean cut = stretches.size() > FootageReport.STRETCHES_MAX;
        return new FootageReport(
                FootageReport.VERSION,
                stream.camera().value(),
                stream.kind().word(),
                TimeSpan.instant(fromUs),
                TimeSpan.instant(toUs),
                TimeSpan.instant(known.fromUs()),
                TimeSpan.instant(known.toUs()),
                cut ? stretches.subList(0, FootageReport.STRETCHES_MAX) : stretches,
                cut,
                Optional.of(locksOf(stream, span)));
    }

    private List<LockReport> locksOf(StreamId stream, TimeSpan span) {
        return upkeep.locks().stream()
                .filter(lock -> lock.camera().equals(stream.camera().value())
                        && TimeSpan.micros(lock.from()) < span.toUs()
                        && span.fromUs() < TimeSpan.micros(lock.to()))
                .toList();
    }

    static StretchReport report(Stretch stretch) {
        Instant from = TimeSpan.instant(stretch.span().fromUs());
        Instant to = TimeSpan.instant(stretch.span().toUs());
        double seconds = stretch.span().durationUs() / 1e6;
        return switch (stretch) {
            case Stretch.Have have ->
                StretchReport.have(from, to, seconds, have.node().value());
            case Stretch.Away away ->
                StretchReport.away(
                        from,
                        to,
                        seconds,
                        away.recorder().value(),
                        away.holder().value());
            case Stretch.Missing missing ->
                StretchReport.gap(from, to, seconds, missing.cause().word());
        };
    }

    private StreamId stream(String camera, String stream) {
        try {
            return new StreamId(new CameraId(camera), StreamKind.of(stream));
        } catch (IllegalArgumentException notAName) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    notAName.getMessage() + ".", "Safe: nothing was changed.", "lidless status lists the cameras.");
        }
    }

    /// From the first to the last known moment of a stream.
    private TimeSpan known(StreamId stream) {
        Optional<TimeSpan> extent = timeline.extent(stream);
        if (extent.isPresent()) {
            return extent.get();
        }
        throw ours().contains(stream) ? nothingYet(stream) : unknownCamera(stream);
    }

    /// The streams that this recorder records or shadows now.
    private List<StreamId> ours() {
        Recorder running = recorder;
        return running == null
                ? List.of()
                : running.status().stream().map(RecordingStatus::stream).toList();
    }

    private static ProblemException nothingYet(StreamId stream) {
        return ProblemCode.NOTHING_FOUND.because(
                "Nothing of camera " + stream + " has been recorded yet.",
                "Nothing is missing from the archive that was ever in it.",
                "lidless status shows whether it records, and if not, why.");
    }

    private ProblemException unknownCamera(StreamId stream) {
        List<String> names = new ArrayList<>();
        timeline.streams().forEach(each -> names.add(each.toString()));
        ours().stream()
                .map(StreamId::toString)
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return ProblemCode.NOTHING_FOUND.because(
                "There is no camera " + stream + ".",
                "Not concerned.",
                names.isEmpty() ? "This recorder has no cameras." : "There are: " + String.join(", ", names) + ".");
    }

    private static TimeSpan span(long fromUs, long toUs) {
        if (toUs < fromUs) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "The span ends (" + Rfc3339.millis(TimeSpan.instant(toUs)) + ") before it begins ("
                            + Rfc3339.millis(TimeSpan.instant(fromUs)) + ").",
                    "Safe: nothing was changed.",
                    "Exchange --from and --to.");
        }
        return new TimeSpan(fromUs, toUs);
    }

    @Override
    public ExportReport startExport(ExportOrder order, Asker by) {
        List<StreamId> streams = ExportReports.streams(order);
        streams.forEach(this::known);
        return exports.start(order, by, streams, span(TimeSpan.micros(order.from()), TimeSpan.micros(order.to())));
    }

    @Override
    public List<ExportReport> exports() {
        return exports.all();
    }

    @Override
    public ExportReport export(String id) {
        return exports.find(id);
    }

    @Override
    public ExportReport cancelExport(String id) {
        return exports.stop(id);
    }

    @Override
    public ExportReport removeExport(String id) {
        return exports.remove(id);
    }

    @Override
    public ExportReport takeExport(String id, SiteExport given) {
        return exports.take(id, given.order(), given.by(), TimeSpan.micros(given.ordered()), given.attempt());
    }

    @Override
    public void dropExport(String id) {
        if (exports.all().stream().anyMatch(each -> each.id().equals(id))) {
            exports.remove(id);
        }
    }

    @Override
    public ExportFile exportFile(String id) {
        return exports.fileOf(id);
    }

    @Override
    public Confirmed confirmDeletion(String pool) {
        return upkeep.confirmDeletion(pool);
    }

    @Override
    public LockReport lock(LockOrder order) {
        return upkeep.lock(order);
    }

    @Override
    public List<LockReport> locks() {
        return upkeep.locks();
    }

    @Override
    public LockReport unlock(String id, String reason) {
        return upkeep.unlock(id, reason);
    }
}
