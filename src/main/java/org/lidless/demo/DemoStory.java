package org.lidless.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.demo.page.Happening;
import org.lidless.demo.page.Story;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.world.World;

/// What the demo does, step by step: record, and as often as asked kill a primary, see its cameras taken over, start it
/// again, see them come home and merge; then stop, export and count.
final class DemoStory {

    private static final Duration PROTECTED_MAX = Duration.ofMinutes(2);
    private static final Duration DURABLE_MAX = Duration.ofSeconds(40);
    private static final Duration MERGED_MAX = Duration.ofMinutes(2);
    private static final Duration EXPORT_POLL = Duration.ofMillis(100);
    /// Footage behind the stop, so that the last frames before it are surely in the export.
    private static final Duration TAIL = Duration.ofSeconds(1);

    private final World world;
    private final DemoPlan plan;
    private final DemoSite site;
    private final SiteSight sight;
    private final Scratch scratch;
    private final Progress progress;
    private final Waiting waiting;
    private final Story told;
    private final SortedMap<String, Takeovers> takeovers = new TreeMap<>();

    /// @param told what is told to whoever looks at the page
    DemoStory(
            World world,
            DemoPlan plan,
            DemoSite site,
            SiteSight sight,
            Scratch scratch,
            Progress progress,
            Waiting waiting,
            Story told) {
        this.world = world;
        this.plan = plan;
        this.site = site;
        this.sight = sight;
        this.scratch = scratch;
        this.progress = progress;
        this.waiting = waiting;
        this.told = told;
    }

    Verdict tell() throws IOException, InterruptedException {
        step("making the site's authority and certificates");
        site.makeCertificates();
        step("starting " + plan.cameras() + " simulated cameras, a management server, " + plan.primaries()
                + " primaries and " + plan.standbys() + " standbys");
        site.start();
        waiting.until("every camera being recorded and shadowed", PROTECTED_MAX, this::unprotected);
        waiting.until("all cameras being recorded", DURABLE_MAX, () -> sight.undurableSince(Instant.EPOCH));
        Instant recording = now();
        SortedMap<String, CameraStatus> protectedAs = sight.managed();
        int kills = 0;
        boolean goesOn = true;
        while (goesOn && kills < plan.kills()) {
            goesOn = killAndReturn(kills);
            kills++;
        }
        pass("recording", plan.seconds() * 250L);
        Instant stop = now();
        waiting.until("the last frames being durable", DURABLE_MAX, () -> sight.undurableSince(stop.plus(TAIL)));
        SortedMap<String, Boolean> merged = merged();
        step("stopping the standbys: everything must be at home by now");
        site.stopStandbys();
        List<ExportReport> exports = export(recording, stop.plus(TAIL));
        step("stopping everything");
        site.stop();
        step("counting every frame, and verifying every byte of every pool");
        List<CameraVerdict> verdicts = new ArrayList<>();
        TimeSpan window = new TimeSpan(TimeSpan.micros(recording), TimeSpan.micros(stop));
        for (ExportReport export : exports) {
            verdicts.add(verdict(export, window, protectedAs, merged));
        }
        return new Verdict(verdicts, kills, plan.kills(), site.verified());
    }

    private String unprotected() {
        sight.checkAlive(waiting);
        return sight.unprotected();
    }

    /// Whether all is as it was before, so that another one may be killed.
    private boolean killAndReturn(int kill) throws IOException, InterruptedException {
        String victim = plan.victim(kill);
        String count = plan.kills() == 1 ? "" : " (" + (kill + 1) + " of " + plan.kills() + ")";
        pass("all cameras are recorded and shadowed; recording", plan.seconds() * 500L);
        List<DemoNode> candidates = site.recorders().stream()
                .filter(node -> !node.name().equals(victim))
                .toList();
        step("kill -9 of " + victim + ", which records " + String.join(", ", plan.camerasOf(victim)) + count);
        Instant killed = now();
        long killedUs = world.clock().elapsedUs();
        site.node(victim).kill();
        told.happened(Happening.Kind.KILLED, victim, killed);
        SortedMap<String, Long> took =
                new TakeoverWatch(world.clock(), sight, candidates, plan.camerasOf(victim), killed, killedUs).measure();
        took.forEach((camera, millis) -> takeovers.merge(camera, new Takeovers(List.of(millis)), Takeovers::and));
        step(
                took.size() == plan.camerasOf(victim).size()
                        ? "taken over: the first frame behind the kill was durable after " + span(took) + " ms"
                        : "NOT ALL TAKEN OVER: only " + took.keySet());
        pass(victim + " stays away; recording", plan.seconds() * 250L);
        step("starting " + victim + " again");
        site.node(victim).start();
        told.happened(Happening.Kind.STARTED, victim, now());
        return isMergedInTime(victim, killed);
    }

    private static String span(Map<String, Long> took) {
        long min = took.values().stream().mapToLong(Long::longValue).min().orElse(0);
        long max = took.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return min == max ? Long.toString(min) : min + " to " + max;
    }

    private boolean isMergedInTime(String victim, Instant killed) throws IOException {
        Instant from = killed.minusSeconds(1);
        String lacking = waiting.patiently(MERGED_MAX, () -> {
            sight.checkAlive(waiting);
            return sight.unmerged(victim, from);
        });
        if (!lacking.isEmpty()) {
            step("NOT MERGED after " + MERGED_MAX.toSeconds() + " s: " + lacking);
            return false;
        }
        told.happened(Happening.Kind.MERGED, victim, now());
        step(victim + " has its cameras again, and everything that was recorded for it meanwhile");
        String unprotected = waiting.patiently(PROTECTED_MAX, this::unprotected);
        if (!unprotected.isEmpty()) {
            step("NOT PROTECTED after " + PROTECTED_MAX.toSeconds() + " s: " + unprotected);
        }
        return unprotected.isEmpty();
    }

    /// Which cameras are merged at the end. A standby that has only just written down something that a primary did not
    /// have is given the time to bring it home.
    private SortedMap<String, Boolean> merged() throws IOException {
        SortedMap<String, Boolean> merged = new TreeMap<>();
        String lacking = waiting.patiently(MERGED_MAX, () -> {
            plan.cameraNames().forEach(camera -> merged.put(camera, sight.isMerged(camera)));
            return merged.containsValue(false) ? "not all is at home: " + merged : "";
        });
        if (!lacking.isEmpty()) {
            step("NOT MERGED: " + lacking);
        }
        return merged;
    }

    private List<ExportReport> export(Instant recording, Instant to) throws IOException {
        step("exporting each camera as one MP4");
        List<ExportReport> done = new ArrayList<>();
        Path folder = scratch.folder("exports");
        for (String camera : plan.cameraNames()) {
            DemoNode home = site.node(plan.homeOf(camera));
            Instant from = home.footage(camera, Optional.empty())
                    .map(report -> report.first())
                    .filter(first -> first.isBefore(recording))
                    .orElse(recording);
            done.add(export(home.client(), camera, from, to, folder.resolve(camera + ".mp4")));
        }
        return done;
    }

    private ExportReport export(ControlClient recorder, String camera, Instant from, Instant to, Path file) {
        ExportReport export;
        try {
            export = recorder.startExport(new ExportOrder(camera, DemoNode.STREAM, from, to, file.toString(), false));
            while (!export.state().isFinal()) {
                world.clock().pauseUs(EXPORT_POLL.toNanos() / 1000);
                export = recorder.export(export.id());
            }
        } catch (ProblemException refused) {
            throw waiting.failed(
                    "The export of " + camera + " failed: " + refused.problem().what());
        }
        if (export.state() != ExportReport.State.DONE) {
            throw waiting.failed("The export of " + camera + " ended as "
                    + export.state().word() + ": "
                    + export.problem().map(problem -> problem.detail()).orElse("no reason given"));
        }
        return export;
    }

    private CameraVerdict verdict(
            ExportReport export,
            TimeSpan window,
            SortedMap<String, CameraStatus> protectedAs,
            SortedMap<String, Boolean> merged)
            throws IOException {
        String camera = export.order().camera();
        FrameCount count = FrameCount.of(world.disk(), export, site.ledger(camera), window);
        return new CameraVerdict(
                camera,
                Optional.ofNullable(protectedAs.get(camera))
                        .flatMap(said -> said.guard().protection())
                        .orElse("?"),
                count.sent(),
                count.archived(),
                count.twice(),
                count.wrong(),
                takeovers.getOrDefault(camera, Takeovers.NONE),
                merged.getOrDefault(camera, false));
    }

    private void step(String text) {
        told.step(text);
        progress.step(text);
    }

    private void pass(String what, long millis) {
        told.step(what);
        progress.pass(what, Duration.ofMillis(millis));
    }

    private Instant now() {
        return TimeSpan.instant(world.clock().wallUs());
    }
}
