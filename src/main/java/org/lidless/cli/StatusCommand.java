package org.lidless.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.CameraStatus.Missing;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.LockReport;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Rfc3339;
import org.lidless.wire.StatusReport;
import org.lidless.wire.StatusReport.Kept;
import org.lidless.wire.StatusReport.PoolStatus;
import org.lidless.wire.StatusReport.ServerStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless status`: what records, what does not, and why.
@Command(
        name = "status",
        description = "Shows cameras and pools of the running recorder. Exit 1 when a camera does not record or a "
                + "pool is in trouble.")
final class StatusCommand implements Callable<Integer> {

    private static final long WATCH_PAUSE_US = 1_000_000;
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    private final Console console;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    @Option(names = "--watch", description = "Shows it again every second until interrupted.")
    private boolean watch;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (ControlClient node = data.connect(console.world().disk())) {
            StatusReport status = node.status();
            print(status);
            while (watch && !Thread.currentThread().isInterrupted()) {
                console.world().clock().pauseUs(WATCH_PAUSE_US);
                status = node.status();
                if (console.moving()) {
                    console.out().print(CLEAR_SCREEN);
                }
                print(status);
            }
            return status.isHealthy() ? ExitCode.OK : ExitCode.NOT_HEALTHY;
        }
    }

    private void print(StatusReport status) {
        List<String> lines = switch (format) {
            case json -> List.of(Json.encodePretty(status));
            case table -> lines(status, console);
        };
        lines.forEach(console.out()::println);
        console.out().flush();
    }

    /// The table, line by line.
    static List<String> lines(StatusReport status, Console console) {
        List<String> lines = new ArrayList<>();
        lines.add("recorder " + status.node() + "   running for "
                + Quantity.duration(Duration.between(status.started(), status.now())) + "   process " + status.pid()
                + "   version " + status.program() + "   " + Rfc3339.millis(status.now()));
        lines.add("");
        if (status.cameras().isEmpty()) {
            lines.add("No cameras. Add some under \"cameras:\" in the settings file and start the recorder again.");
        } else {
            lines.addAll(cameras(status, console));
        }
        lines.addAll(servers(status, console));
        lines.add("");
        status.groups().filter(groups -> !groups.isEmpty()).ifPresent(groups -> {
            lines.addAll(FailoverCommand.groups(groups, console));
            lines.add("");
        });
        lines.addAll(pools(status, console));
        List<LockReport> locks = status.locks().orElse(List.of());
        if (!locks.isEmpty()) {
            long pending = locks.stream()
                    .filter(lock -> lock.state().equals(LockReport.PENDING))
                    .count();
            lines.add("");
            lines.add(locks.size() + (locks.size() == 1 ? " lock" : " locks") + " on footage, " + pending
                    + " not confirmed by everybody yet (lidless footage locks).");
        }
        return lines;
    }

    /// Nothing of a site with one management server.
    private static List<String> servers(StatusReport status, Console console) {
        List<ServerStatus> servers = status.servers().orElse(List.of());
        if (servers.size() < 2) {
            return List.of();
        }
        Table table = new Table("MANAGEMENT", "STATE", "ADDRESS");
        servers.forEach(each -> table.row(
                each.node(),
                console.mark(!each.state().equals(ServerStatus.AWAY)) + " " + each.state(),
                each.address()));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(table.lines());
        return lines;
    }

    private static List<String> cameras(StatusReport status, Console console) {
        boolean isOfManagement = status.cameras().stream()
                .anyMatch(each -> each.guard().protection().isPresent());
        Table table = isOfManagement ? managed(status, console) : recorded(status, console);
        List<String> problems = new ArrayList<>();
        for (CameraStatus camera : status.cameras()) {
            Optional<String> pool = poolWithSameProblem(camera, status);
            if (pool.isPresent()) {
                problems.add("  " + camera.camera() + ": see pool " + pool.get());
            } else {
                problem(camera.camera(), camera.problem(), problems);
            }
            camera.session()
                    .tracks()
                    .orElse(List.of())
                    .forEach(track -> problem(camera.camera(), track.problem(), problems));
            camera.trouble()
                    .step()
                    .ifPresent(step -> problems.add("  " + camera.camera() + ": " + step
                            + camera.trouble()
                                    .attempts()
                                    .map(calls -> " after " + calls + " calls")
                                    .orElse("")));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(problems);
        return lines;
    }

    private static Table recorded(StatusReport status, Console console) {
        Table table = new Table(
                "CAMERA",
                "STATE",
                "SINCE",
                "CODEC",
                "SIZE",
                "FPS",
                "MBIT/S",
                "LAST DURABLE",
                "HINDERED BY",
                "MISSING 1 H",
                "24 H");
        String none = console.none();
        for (CameraStatus camera : status.cameras()) {
            CameraStatus.Picture picture = camera.picture();
            Optional<List<Missing>> missing = camera.stored().missing();
            table.row(
                    name(camera),
                    console.mark(camera.recording()) + " " + camera.state(),
                    Rfc3339.millis(camera.since()),
                    coding(camera).orElse(none),
                    picture.width().isPresent() && picture.height().isPresent()
                            ? picture.width().get() + "x" + picture.height().get()
                            : none,
                    picture.framesPerSecond().map(StatusCommand::oneDigit).orElse(none),
                    picture.megabitsPerSecond().map(StatusCommand::twoDigits).orElse(none),
                    camera.stored()
                            .lastDurable()
                            .map(last -> age(last, status.now()))
                            .orElse(none),
                    camera.trouble().hindrance().orElse(none),
                    missing.map(all -> sum(all, Missing::hourSeconds)).orElse(none),
                    missing.map(all -> sum(all, Missing::daySeconds)).orElse(none));
        }
        return table;
    }

    private static Table managed(StatusReport status, Console console) {
        Table table =
                new Table("CAMERA", "STATE", "OWNER", "SHADOW", "READY", "LAST DURABLE", "HINDERED BY", "IF IT FAILS");
        String none = console.none();
        for (CameraStatus camera : status.cameras()) {
            table.row(
                    name(camera),
                    console.mark(camera.recording()) + " " + camera.state(),
                    camera.charge().owner().orElse(none),
                    camera.guard().shadow().orElse(none),
                    camera.guard().ready().orElse(false) ? "yes" : "no",
                    camera.stored()
                            .lastDurable()
                            .map(last -> age(last, status.now()))
                            .orElse(none),
                    camera.trouble().hindrance().orElse(none),
                    camera.guard().expectedLoss().orElse(none));
        }
        return table;
    }

    /// What arrives: the picture's coding, and those of the tracks that come with it.
    private static Optional<String> coding(CameraStatus camera) {
        return camera.picture()
                .codec()
                .map(video -> camera.session().tracks().orElse(List.of()).stream()
                        .filter(track -> track.state().equals(CameraStatus.Track.ARRIVING))
                        .map(CameraStatus.Track::coding)
                        .reduce(video, (all, each) -> all + " + " + each));
    }

    private static String name(CameraStatus camera) {
        return camera.camera() + (camera.stream().equals("main") ? "" : "/" + camera.stream());
    }

    /// How much is missing, and the cause of most of it.
    private static String sum(List<Missing> missing, ToDoubleFunction<Missing> seconds) {
        double all = missing.stream().mapToDouble(seconds).sum();
        if (all == 0) {
            return "0 s";
        }
        String most = missing.stream()
                .max(Comparator.comparingDouble(seconds))
                .map(Missing::cause)
                .orElse("");
        return Quantity.duration(Duration.ofMillis(Math.round(all * 1000))) + " " + most;
    }

    /// A pool's trouble is told once, and not again for each of its cameras.
    private static Optional<String> poolWithSameProblem(CameraStatus camera, StatusReport status) {
        return camera.problem()
                .flatMap(problem -> status.pools().stream()
                        .filter(pool -> pool.problem().filter(problem::equals).isPresent())
                        .map(PoolStatus::pool)
                        .findFirst());
    }

    private static List<String> pools(StatusReport status, Console console) {
        Table table = new Table("POOL", "STATE", "FREE", "USED", "LASTS", "PATH");
        List<String> problems = new ArrayList<>();
        for (PoolStatus pool : status.pools()) {
            table.row(
                    pool.pool(),
                    console.mark(pool.problem().isEmpty()) + " " + pool.state(),
                    pool.bytesFree().map(Quantity::bytes).orElse(console.none()),
                    pool.bytesUsed().map(Quantity::bytes).orElse(console.none()),
                    pool.kept().map(StatusCommand::lasts).orElse(console.none()),
                    pool.path());
            problem(pool.pool(), pool.problem(), problems);
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(problems);
        return lines;
    }

    /// How long a pool lasts at the rate of the last day.
    private static String lasts(Kept kept) {
        if (kept.daysOfFootage().isEmpty()) {
            return "?";
        }
        String holds = oneDigit(kept.daysOfFootage().get()) + " days";
        return kept.daysUntilFull()
                .filter(days -> days > 0)
                .map(days -> holds + ", full in " + oneDigit(days))
                .orElse(holds);
    }

    private static void problem(String whose, Optional<ProblemReport> problem, List<String> lines) {
        problem.ifPresent(report -> {
            lines.add("  " + whose + ": " + report.code() + " " + report.detail());
            lines.add("    Footage: " + report.footage());
            lines.add("    To do:   " + report.remedy());
        });
    }

    private static String age(Instant last, Instant now) {
        Duration age = Duration.between(last, now);
        return Quantity.duration(age.isNegative() ? Duration.ZERO : age) + " ago";
    }

    private static String oneDigit(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String twoDigits(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
