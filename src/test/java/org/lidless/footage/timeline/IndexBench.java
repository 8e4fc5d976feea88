package org.lidless.footage.timeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.PostgresIndex;
import org.lidless.footage.storage.PostgresServer;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.TableIndex;
import org.lidless.footage.storage.YearOfFootage;
import org.lidless.world.World;

/// `./dev bench index`: a day's timeline of 64 cameras from an index with a long past, from both engines.
///
/// `--cameras N` (100), `--days N` (365), `--screens N` (200: how often 64 cameras are asked for), `--engine sqlite`
/// or `postgresql` for one of them, `--dir DIR` where the databases grow (deleted afterwards).
public final class IndexBench {

    static final int SCREEN_CAMERAS = 64;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int cameras;
    private final int days;
    private final int screens;

    IndexBench(int cameras, int days, int screens) {
        this.cameras = cameras;
        this.days = days;
        this.screens = screens;
    }

    /// What was measured of one engine.
    ///
    /// @param rows     in the index
    /// @param fillS    making them, s
    /// @param bytes    that they take
    /// @param millis   of each screen, sorted, ms
    /// @param cpu      of each screen, sorted: this process's own processor time, ms
    record Figures(String engine, long rows, double fillS, long bytes, List<Double> millis, List<Double> cpu) {

        double at(double share) {
            return at(millis, share);
        }

        double cpuAt(double share) {
            return at(cpu, share);
        }

        private static double at(List<Double> sorted, double share) {
            return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.0f s | %.1f GB | %.0f | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms |",
                    engine,
                    rows,
                    fillS,
                    bytes / 1e9,
                    (double) bytes / rows,
                    at(0.5),
                    at(0.99),
                    at(1),
                    cpuAt(0.5),
                    cpuAt(0.99));
        }
    }

    Figures measure(String engine, TableIndex index, Path directory) throws IOException {
        long beganNs = System.nanoTime();
        int[] done = {0};
        YearOfFootage.fill(index, cameras, days, () -> {
            if (++done[0] % 10 == 0) {
                System.err.printf("%s: %d of %d cameras%n", engine, done[0], cameras);
            }
        });
        double fillS = (System.nanoTime() - beganNs) / 1e9;
        long bytes = size(directory);
        Timeline timeline = new Timeline(index, new AllHere(), World.real().clock());
        Random chance = new Random(1);
        List<Double> millis = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int screen = -screens / 10; screen < screens; screen++) {
            long dayUs = YearOfFootage.START_US + chance.nextInt(days) * YearOfFootage.DAY_US;
            TimeSpan day = new TimeSpan(dayUs, dayUs + YearOfFootage.DAY_US);
            List<StreamId> shown = YearOfFootage.screen(chance.nextInt(cameras), SCREEN_CAMERAS, cameras);
            long askedNs = System.nanoTime();
            long askedCpuNs = THREADS.getCurrentThreadCpuTime();
            var accounts = timeline.account(shown, day);
            double took = (System.nanoTime() - askedNs) / 1e6;
            double tookCpu = (THREADS.getCurrentThreadCpuTime() - askedCpuNs) / 1e6;
            accounts.values().forEach(each -> check(each.stretches(), day));
            if (screen >= 0) {
                millis.add(took);
                cpu.add(tookCpu);
            }
        }
        millis.sort(null);
        cpu.sort(null);
        return new Figures(engine, (long) cameras * days * 1_440, fillS, bytes, millis, cpu);
    }

    /// The whole day is there, whichever runs it is made of.
    private static void check(List<Stretch> stretches, TimeSpan day) {
        long heldUs = stretches.stream()
                .filter(Stretch.Have.class::isInstance)
                .mapToLong(each -> each.span().durationUs())
                .sum();
        if (heldUs != day.durationUs()) {
            throw new AssertionError("of " + day + " only " + heldUs + " µs are there: " + stretches);
        }
    }

    private static long size(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    public static void main(String[] words) throws Exception {
        List<String> said = Arrays.asList(words);
        IndexBench bench = new IndexBench(
                number(said, "--cameras", 100), number(said, "--days", 365), number(said, "--screens", 200));
        Path directory = Path.of(
                text(said, "--dir", Files.createTempDirectory("index-bench").toString()));
        String engine = text(said, "--engine", "both");
        System.out.println("| Engine | Rows | Filled in | Size | Bytes a row | p50 | p99 | max | CPU p50 | CPU p99 |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        if (!engine.equals("postgresql")) {
            Path place = directory.resolve("sqlite");
            try (SqliteIndex index = SqliteIndex.open(World.real().disk(), place)) {
                System.out.println(bench.measure("SQLite", index, place).line());
            }
            PostgresServer.delete(place);
        }
        if (!engine.equals("sqlite")) {
            try (PostgresServer server = PostgresServer.start();
                    PostgresIndex index = server.index(new NodeId("r1"))) {
                System.out.println(
                        bench.measure("PostgreSQL", index, server.data()).line());
            }
        }
    }

    private static int number(List<String> said, String option, int otherwise) {
        return Integer.parseInt(text(said, option, Integer.toString(otherwise)));
    }

    private static String text(List<String> said, String option, String otherwise) {
        int at = said.indexOf(option);
        return at < 0 ? otherwise : said.get(at + 1);
    }
}
