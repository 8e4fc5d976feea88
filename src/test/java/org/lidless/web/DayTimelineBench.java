package org.lidless.web;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.Movies;
import org.lidless.footage.storage.PostgresServer;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.YearOfFootage;
import org.lidless.footage.timeline.AllHere;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.media.StoredRoutes;
import org.lidless.wire.AuditBook;
import org.lidless.world.World;

/// `./dev bench api`: a day's timeline of 64 cameras as a browser gets it, from the question to the last byte of the
/// answer, over HTTP/2 and TLS. Client and server are one process here, so its processor time is that of both.
///
/// `--cameras N` (64), `--days N` (30), `--screens N` (300: how often 64 cameras are asked for).
public final class DayTimelineBench {

    private static final int SCREEN_CAMERAS = 64;

    private final int cameras;
    private final int days;
    private final int screens;

    DayTimelineBench(int cameras, int days, int screens) {
        this.cameras = cameras;
        this.days = days;
        this.screens = screens;
    }

    /// What was measured, sorted.
    ///
    /// @param millis from the question to the answer, ms
    /// @param cpu    processor time of both sides, ms
    /// @param bytes  of the longest answer
    record Figures(List<Double> millis, List<Double> cpu, int bytes) {

        static double at(List<Double> sorted, double share) {
            return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %d | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %,d |",
                    millis.size(),
                    at(millis, 0.5),
                    at(millis, 0.99),
                    at(millis, 1),
                    at(cpu, 0.5),
                    at(cpu, 0.99),
                    bytes);
        }
    }

    Figures measure(Path directory) throws IOException, InterruptedException {
        World world = World.real();
        try (SqliteIndex index = SqliteIndex.open(world.disk(), directory.resolve("index"))) {
            YearOfFootage.fill(index, cameras, days, () -> {});
            Timeline timeline = new Timeline(index, new AllHere(), world.clock());
            Movies movies = Movies.in(world.disk(), directory.resolve("movies"), timeline);
            StoredRoutes routes =
                    new StoredRoutes(timeline, movies, stream -> Optional.of(new NodeId("r1")), AuditBook.NONE);
            try (TestWeb web = new TestWeb(directory, WebLimits.NORMAL, routes)) {
                return ask(web);
            }
        }
    }

    private Figures ask(TestWeb web) throws IOException, InterruptedException {
        Random chance = new Random(1);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<Double> millis = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        int bytes = 0;
        for (int screen = -screens / 3; screen < screens; screen++) {
            long dayUs = YearOfFootage.START_US + chance.nextInt(days) * YearOfFootage.DAY_US;
            String lanes = YearOfFootage.screen(chance.nextInt(cameras), SCREEN_CAMERAS, cameras).stream()
                    .map(each -> "&camera=" + each.camera())
                    .collect(Collectors.joining());
            HttpRequest.Builder question = web.as(
                    "root",
                    "/api/timeline?px=1400&from=" + TimeSpan.instant(dayUs) + "&to="
                            + TimeSpan.instant(dayUs + YearOfFootage.DAY_US) + lanes);
            long askedNs = System.nanoTime();
            long askedCpuNs = system.getProcessCpuTime();
            HttpResponse<byte[]> answer = web.http.send(question.build(), HttpResponse.BodyHandlers.ofByteArray());
            double took = (System.nanoTime() - askedNs) / 1e6;
            double tookCpu = (system.getProcessCpuTime() - askedCpuNs) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode());
            }
            bytes = Math.max(bytes, answer.body().length);
            if (screen >= 0) {
                millis.add(took);
                cpu.add(tookCpu);
            }
        }
        millis.sort(null);
        cpu.sort(null);
        return new Figures(millis, cpu, bytes);
    }

    public static void main(String[] words) throws Exception {
        List<String> said = Arrays.asList(words);
        Path directory = Files.createTempDirectory("api-bench");
        DayTimelineBench bench = new DayTimelineBench(
                number(said, "--cameras", SCREEN_CAMERAS), number(said, "--days", 30), number(said, "--screens", 300));
        System.out.println("| Screens | p50 | p99 | max | CPU p50 | CPU p99 | Bytes |");
        System.out.println("|---|---|---|---|---|---|---|");
        System.out.println(bench.measure(directory).line());
        PostgresServer.delete(directory);
    }

    private static int number(List<String> said, String option, int otherwise) {
        int at = said.indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(said.get(at + 1));
    }
}
