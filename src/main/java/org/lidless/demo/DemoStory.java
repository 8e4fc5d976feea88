package org.lidless.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.world.World;

/// What the demo does, step by step: record, kill, start again, record, export, count.
final class DemoStory {

    private static final Duration DOWN = Duration.ofSeconds(2);
    private static final long POLL_US = 100_000;

    private final World world;
    private final DemoSite site;
    private final Scratch scratch;
    private final Progress progress;

    DemoStory(World world, DemoSite site, Scratch scratch, Progress progress) {
        this.world = world;
        this.site = site;
        this.scratch = scratch;
        this.progress = progress;
    }

    Verdict tell(int seconds) throws IOException, InterruptedException {
        progress.step("starting " + site.cameraNames().size() + " simulated cameras and one recorder");
        site.startSimulator();
        site.startRecorder();
        site.awaitDurableAfter(Instant.EPOCH);
        Instant recording = now();
        progress.pass("all cameras are recorded; recording", Duration.ofMillis(seconds * 500L));
        progress.step("kill -9 of the recorder");
        site.killRecorder();
        progress.pass("nobody records", DOWN);
        progress.step("starting it again");
        site.startRecorder();
        site.awaitDurableAfter(now());
        progress.pass("all cameras are recorded again; recording", Duration.ofMillis(seconds * 500L));
        Instant stop = now();
        site.awaitDurableAfter(stop.plusMillis(500));
        List<ExportReport> exports = export(recording, stop.plusMillis(400));
        progress.step("stopping the recorder and the cameras");
        site.stopRecorder();
        site.stopSimulator();
        progress.step("counting every frame, and verifying every byte of the pool");
        List<CameraVerdict> verdicts = new ArrayList<>();
        TimeSpan window = new TimeSpan(TimeSpan.micros(recording), TimeSpan.micros(stop));
        for (ExportReport export : exports) {
            verdicts.add(FrameCount.of(world.disk(), site, export, window));
        }
        return new Verdict(verdicts, verified());
    }

    private List<ExportReport> export(Instant from, Instant to) throws IOException {
        progress.step("exporting each camera as one MP4");
        List<ExportReport> done = new ArrayList<>();
        Path folder = scratch.folder("exports");
        try (ControlClient client = site.client()) {
            for (String camera : site.cameraNames()) {
                String path = folder.resolve(camera + ".mp4").toString();
                ExportReport export = client.startExport(new ExportOrder(camera, "main", from, to, path, false));
                while (!export.state().isFinal()) {
                    world.clock().pauseUs(POLL_US);
                    export = client.export(export.id());
                }
                if (export.state() != ExportReport.State.DONE) {
                    throw ProblemCode.DEMO_FAILED.because(
                            "The export of " + camera + " ended as "
                                    + export.state().word() + ".",
                            "Only the demo's own throw-away footage is concerned.",
                            export.problem().map(problem -> problem.detail()).orElse("Look at the recorder's log."));
                }
                done.add(export);
            }
        }
        return done;
    }

    private boolean verified() throws IOException, InterruptedException {
        ChildProcess verify = ChildProcess.start(
                scratch.file("verify.log"),
                List.of("verify", site.pool().toString(), "--data", site.data().toString()));
        return verify.exitCode() == 0;
    }

    private Instant now() {
        return TimeSpan.instant(world.clock().wallUs());
    }
}
