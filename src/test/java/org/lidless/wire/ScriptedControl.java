package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;

/// A node that answers by heart.
public final class ScriptedControl implements Control {

    private static final Instant T0 = Instant.parse("2026-11-22T04:00:00Z");

    public static final Problem NO_EXPORT =
            ProblemCode.NOTHING_FOUND.problem("There is no export 17.", "Safe.", "See lidless export list.");

    public static final StatusReport STATUS = new StatusReport(
            StatusReport.VERSION,
            "r1",
            "0.1.0",
            4711,
            T0.plusMillis(61_500),
            T0,
            List.of(
                    CameraStatus.of("cam-1", "main", "recording", true, T0.plusSeconds(1))
                            .with(new CameraStatus.Picture(
                                    Optional.of("H.264"),
                                    Optional.of(1920),
                                    Optional.of(1080),
                                    Optional.of(25.0),
                                    Optional.of(4.02)))
                            .with(new CameraStatus.Stored(
                                    Optional.of(T0.plusMillis(61_100)),
                                    Optional.of(0.4),
                                    30_000_000,
                                    1500,
                                    1,
                                    Optional.of(Map.of("network", 2.5)),
                                    Optional.of(List.of(new CameraStatus.Missing("network", 1, 2.5, 2, 30.25))),
                                    Optional.of(0.41)))
                            .with(new CameraStatus.Session(0, 1, 7_500_000, Optional.of(0.04), Optional.empty())),
                    CameraStatus.of("cam-2", "main", "password-refused", false, T0.plusSeconds(2))
                            .with(new CameraStatus.Trouble(
                                    Optional.of("camera"),
                                    Optional.of("needs-person"),
                                    Optional.of(3L),
                                    Optional.of(ProblemReport.of(ProblemCode.CAMERA_PASSWORD.problem(
                                            "Camera cam-2 refused the password of user viewer.",
                                            "cam-2 is not recorded.",
                                            "Enter the right password.")))))),
            List.of(new StatusReport.PoolStatus(
                    "main",
                    "/srv/video",
                    "ready",
                    Optional.of(1_500_000_000_000L),
                    Optional.of(30_000_000L),
                    Optional.empty(),
                    Optional.empty())));

    public static final ExportReport EXPORT = new ExportReport(
            ExportReport.VERSION,
            "1",
            new ExportOrder("cam-1", "main", T0, T0.plusSeconds(60), "/tmp/out.mp4", false),
            new ExportReport.Asked("local", "127.0.0.1"),
            ExportReport.State.DONE,
            Optional.empty(),
            T0.plusSeconds(61),
            Optional.of(T0.plusSeconds(60)),
            1.0,
            30_000_000,
            0.5,
            Optional.of("r1"),
            1,
            Optional.empty(),
            Optional.of(new ExportReport.Result(30_000_000, 1512, true, List.of(camera()), "key")),
            Optional.empty());

    private static ExportReport.CameraPart camera() {
        Instant start = T0.minusMillis(500);
        Instant end = T0.plusSeconds(60);
        return new ExportReport.CameraPart(
                "cam-1",
                "main",
                Optional.of(start),
                Optional.of(end),
                1512,
                List.of(new ExportReport.Part("/tmp/out.mp4", start, end, 1512, 30_000_000)),
                List.of(FootageReport.StretchReport.have(start, end, 60.5, "r1")),
                gaps(),
                List.of());
    }

    /// For whom it was asked.
    public final List<Asker> askers = new CopyOnWriteArrayList<>();

    @Override
    public Control by(Asker asker) {
        askers.add(asker);
        return this;
    }

    @Override
    public StatusReport status() {
        return STATUS;
    }

    @Override
    public FootageReport footage(FootageQuestion question) {
        FootageReport.StretchReport have = FootageReport.StretchReport.have(T0, T0.plusSeconds(20), 20, "r1");
        List<FootageReport.StretchReport> stretches = List.of(have, gaps().getFirst());
        return new FootageReport(
                FootageReport.VERSION,
                question.camera(),
                question.stream(),
                question.from().orElse(T0),
                question.to().orElse(T0.plusSeconds(60)),
                T0,
                T0.plusSeconds(60),
                stretches,
                false);
    }

    private static List<FootageReport.StretchReport> gaps() {
        return List.of(
                FootageReport.StretchReport.gap(T0.plusSeconds(20), T0.plusMillis(24_800), 4.8, "recorder-down"));
    }

    @Override
    public ExportReport startExport(ExportOrder order, Asker by) {
        return EXPORT;
    }

    @Override
    public List<ExportReport> exports() {
        return List.of(EXPORT);
    }

    @Override
    public ExportReport export(String id) {
        if (id.equals("17")) {
            throw new ProblemException(NO_EXPORT);
        }
        return EXPORT;
    }

    @Override
    public ExportReport cancelExport(String id) {
        throw new IllegalStateException("impossible");
    }

    @Override
    public ExportReport removeExport(String id) {
        return export(id);
    }

    @Override
    public ExportFile exportFile(String id) {
        throw new ProblemException(NO_EXPORT);
    }

    @Override
    public Confirmed confirmDeletion(String pool) {
        return new Confirmed(pool, 1_000_000);
    }

    @Override
    public LockReport lock(LockOrder order) {
        return new LockReport(
                "00000000000000ab",
                LockReport.PENDING,
                order.camera(),
                order.from(),
                order.to(),
                order.reason(),
                T0,
                List.of("r2.main"));
    }

    @Override
    public List<LockReport> locks() {
        return List.of(lock(new LockOrder("cam-1", T0, T0.plusSeconds(60), "theft at the gate")));
    }

    @Override
    public LockReport unlock(String id, String reason) {
        LockReport known = locks().getFirst();
        return new LockReport(id, LockReport.LIFTED, known.camera(), known.from(), known.to(), reason, T0, List.of());
    }
}
