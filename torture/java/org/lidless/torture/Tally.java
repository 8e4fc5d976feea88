package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.lidless.checker.CheckOrder;
import org.lidless.checker.CheckResult;
import org.lidless.checker.ExportCheck;
import org.lidless.domain.TimeSpan;
import org.lidless.world.World;
import tools.jackson.databind.JsonNode;

/// Exports everything there is of a camera at a recorder and counts it against the camera's ledger. Without tolerance:
/// every frame captured between two moments must be there once, unless a test says which gaps it accepts.
final class Tally {

    private static final Duration EXPORT_MAX = Duration.ofMinutes(2);

    /// Footage is stamped when it arrives; this far from the capture it may be, on a machine that has other things to
    /// do. A clock that is wrong is wrong by more.
    private static final long TIME_ERROR_US_MAX = 5_000_000;

    /// An export keeps the distances of a camera with B-frames and may be some frames beside the clock that gaps are
    /// told in.
    private static final long GAP_SLACK_US = 250_000;

    private final Site site;
    private final SiteSight sight;
    private int exports;

    Tally(Site site, SiteSight sight) {
        this.site = site;
        this.sight = sight;
    }

    /// What was counted of one camera.
    ///
    /// @param line the time line that belongs to it
    record Count(CheckResult result, List<Shown> line) {}

    /// Everything that is wrong with all cameras between two moments, each asked for at its primary.
    List<String> faults(Instant from, Instant to) throws IOException, InterruptedException {
        var faults = new ArrayList<String>();
        for (String camera : site.plan().cameraNames()) {
            faults.addAll(faults(camera, site.plan().homeOf(camera), from, to));
        }
        return faults;
    }

    /// Everything that is wrong with one camera between two moments; a gap is wrong.
    List<String> faults(String camera, String recorder, Instant from, Instant to)
            throws IOException, InterruptedException {
        Count count = count(camera, recorder, from, to, List.of());
        var faults = new ArrayList<String>();
        count.line().stream()
                .filter(each ->
                        !each.isHad() && each.to().isAfter(from) && each.from().isBefore(to))
                .forEach(each -> faults.add(camera + ": " + each));
        faults.addAll(faults(camera, count, from));
        return faults;
    }

    /// The same where gaps are accepted: what is lost must lie inside one of the time line's.
    List<String> faultsOutsideOfGaps(String camera, String recorder, Instant from, Instant to)
            throws IOException, InterruptedException {
        List<TimeSpan> gaps = line(camera, recorder).stream()
                .filter(Shown::isGap)
                .map(each -> new TimeSpan(us(each.from()), us(each.to())))
                .toList();
        return faults(camera, count(camera, recorder, from, to, gaps), from);
    }

    private static List<String> faults(String camera, Count count, Instant from) {
        var faults = new ArrayList<>(Shown.disorder(count.line()));
        CheckResult found = count.result();
        found.lost().forEach(each -> faults.add(camera + ": lost " + each));
        // What was recorded before everything was guarded may have no alignment yet: it is not promised to be once.
        found.twice().stream()
                .filter(each -> each.capturedUs() >= us(from))
                .forEach(each -> faults.add(camera + ": twice " + each));
        found.outOfOrder().forEach(each -> faults.add(camera + ": out of order " + each));
        found.damaged().forEach(each -> faults.add(camera + ": damaged " + each));
        if (found.phantom() > 0) {
            faults.add(camera + ": never sent " + found.phantom());
        }
        if (found.archived() == 0) {
            faults.add(camera + ": nothing of " + found.sent() + " frames");
        }
        if (found.timeErrorMaxUs().orElse(0) > TIME_ERROR_US_MAX) {
            faults.add(camera + ": shown " + found.timeErrorMaxUs().getAsLong() + " µs from its capture");
        }
        return faults;
    }

    /// Exports and counts.
    ///
    /// @param gaps frames missing inside them are counted apart
    Count count(String camera, String recorder, Instant from, Instant to, List<TimeSpan> gaps)
            throws IOException, InterruptedException {
        List<Shown> line = line(camera, recorder);
        if (line.isEmpty()) {
            throw new AssertionError(recorder + " shows nothing of " + camera);
        }
        exports++;
        Path file = site.place().file("export-" + exports + "-" + camera + ".mp4");
        Node node = site.node(recorder);
        Program.need(
                EXPORT_MAX,
                Lidless.command(
                        "export",
                        "start",
                        "--camera",
                        camera,
                        "--from",
                        line.getFirst().from().toString(),
                        "--to",
                        line.getLast().to().toString(),
                        file.toString(),
                        "--data",
                        node.data().toString()));
        CheckResult result = ExportCheck.check(
                World.real().disk(),
                new CheckOrder(
                        file,
                        site.cameras().ledger(camera),
                        new TimeSpan(us(from), us(to)),
                        gaps,
                        OptionalLong.of(us(startOf(node, file))),
                        gaps.isEmpty() ? 0 : GAP_SLACK_US));
        site.place()
                .tell(Instant.now() + " " + camera + " at " + recorder + ": sent " + result.sent() + ", archived "
                        + result.archived() + ", lost " + result.lostCount() + ", in gaps " + result.inGapCount()
                        + ", twice " + result.twice().size() + "; " + line);
        return new Count(result, line);
    }

    /// Site time of an export's first sample, as the recorder says.
    private static Instant startOf(Node node, Path file) {
        JsonNode exports = node.get("/api/exports").orElseThrow();
        String start = exports.valueStream()
                .filter(each -> each.path("order").path("path").asString("").equals(file.toString()))
                .map(each -> each.path("result")
                        .path("cameras")
                        .path(0)
                        .path("start")
                        .asString(""))
                .reduce("", (earlier, later) -> later);
        return Instant.parse(start);
    }

    List<Shown> line(String camera, String recorder) {
        return sight.footage(recorder, camera)
                .orElseThrow(() -> new AssertionError(recorder + " does not say what it has of " + camera));
    }

    private static long us(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
