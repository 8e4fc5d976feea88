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
import java.util.concurrent.Callable;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.PostgresIndex;
import org.lidless.footage.storage.PostgresServer;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.TableIndex;
import org.lidless.footage.storage.YearOfFootage;
import org.lidless.world.World;

/// `./dev bench index`: a day's timeline of 64 cameras from an index with a long past, from both engines, one after the
/// other.
///
/// `--cameras N` (1000), `--days N` (365), `--screens N` (200: how often 64 cameras are asked for), `--engine sqlite`
/// or `postgresql` for one of them, `--dir DIR` where the databases grow (deleted afterwards, also when cancelled),
/// `--fit` for as many cameras as that disk has room for. Without it an engine that does not fit is not measured.
public final class IndexBench {

    static final int SCREEN_CAMERAS = 64;

    /// What the disk keeps beyond a database.
    private static final long SPARE_BYTES = 3_000_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int cameras;
    private final int days;
    private final int screens;

    IndexBench(int cameras, int days, int screens) {
        this.cameras = cameras;
        this.days = days;
        this.screens = screens;
    }

    enum Engine {
        SQLITE("SQLite", 98),
        POSTGRESQL("PostgreSQL", 202);

        private final String title;
        private final long bytesARow;

        /// @param bytesARow as measured, with a little to spare
        Engine(String title, long bytesARow) {
            this.title = title;
            this.bytesARow = bytesARow;
        }

        long needs(long rows) {
            return rows * bytesARow + SPARE_BYTES;
        }

        long holds(long bytes) {
            return Math.max(0, bytes - SPARE_BYTES) / bytesARow;
        }
    }

    /// What was measured of one engine.
    ///
    /// @param rows   of segments in the index
    /// @param fillS  making them, s
    /// @param bytes  that they take
    /// @param millis of each screen, sorted, ms
    /// @param cpu    of each screen, sorted: processor time of who asks and of who answers, ms
    record Figures(Engine engine, long rows, double fillS, long bytes, List<Double> millis, List<Double> cpu) {

        static final String TITLES = "| Engine | Rows | Filled in | Size | Bytes a row | p50 | p99 | max | CPU p50 |"
                + " CPU p99 |\n|---|---|---|---|---|---|---|---|---|---|";

        double bytesARow() {
            return (double) bytes / rows;
        }

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
                    engine.title,
                    rows,
                    fillS,
                    bytes / 1e9,
                    bytesARow(),
                    at(0.5),
                    at(0.99),
                    at(1),
                    cpuAt(0.5),
                    cpuAt(0.99));
        }
    }

    private long rows() {
        return (long) cameras * days * 1_440;
    }

    /// Fills a database, asks it, and deletes it.
    Figures measure(Engine engine, Path directory) throws Exception {
        Filling filling = new Filling();
        return switch (engine) {
            case SQLITE -> {
                Path place = Files.createTempDirectory(directory, "lidless-index");
                yield leavingNothing(() -> PostgresServer.delete(place), () -> {
                    YearOfFootage.fill(place, cameras, days, () -> filling.tell(engine));
                    double fillS = filling.seconds();
                    try (SqliteIndex index = SqliteIndex.open(World.real().disk(), place)) {
                        return asked(engine, index, fillS, () -> 0);
                    }
                });
            }
            case POSTGRESQL -> {
                PostgresServer server = PostgresServer.start(directory);
                yield leavingNothing(server, () -> {
                    try (PostgresIndex index = server.index(new NodeId("r1"))) {
                        YearOfFootage.fill(index, cameras, days, () -> filling.tell(engine));
                        double fillS = filling.seconds();
                        Path spent = Path.of("/proc", Long.toString(YearOfFootage.answering(index)), "schedstat");
                        return asked(engine, index, fillS, () -> spentNs(spent));
                    }
                });
            }
        };
    }

    /// Runs something whose leavings go, also when the program is cancelled.
    private static <T> T leavingNothing(AutoCloseable leavings, Callable<T> work) throws Exception {
        Thread cancelled = new Thread(() -> {
            try {
                leavings.close();
            } catch (Exception stays) {
                System.err.println("Not everything could be deleted: " + stays);
            }
        });
        Runtime.getRuntime().addShutdownHook(cancelled);
        try {
            return work.call();
        } finally {
            // Refused when the program is being cancelled: then they go there.
            Runtime.getRuntime().removeShutdownHook(cancelled);
            leavings.close();
        }
    }

    /// How far it is.
    private final class Filling {

        private static final long TELL_NS = 10_000_000_000L;

        private final long beganNs = System.nanoTime();
        private long toldNs = beganNs;
        private int done;

        double seconds() {
            return (System.nanoTime() - beganNs) / 1e9;
        }

        void tell(Engine engine) {
            done++;
            if (System.nanoTime() - toldNs >= TELL_NS) {
                toldNs = System.nanoTime();
                System.err.printf(
                        Locale.ROOT,
                        "%s: %d of %d cameras, %.2f million rows a second, %.1f minutes left%n",
                        engine.title,
                        done,
                        cameras,
                        done * (rows() / 1e6 / cameras) / seconds(),
                        seconds() / done * (cameras - done) / 60);
            }
        }
    }

    /// Processor time that another process has taken.
    private interface Spent {
        long ns() throws IOException;
    }

    private static long spentNs(Path schedstat) throws IOException {
        String spent = Files.readString(schedstat);
        return Long.parseLong(spent.substring(0, spent.indexOf(' ')));
    }

    private Figures asked(Engine engine, TableIndex index, double fillS, Spent elsewhere) throws IOException {
        Timeline timeline = new Timeline(index, new AllHere(), World.real().clock());
        Random chance = new Random(1);
        List<Double> millis = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int screen = -screens / 10; screen < screens; screen++) {
            long dayUs = YearOfFootage.START_US + chance.nextInt(days) * YearOfFootage.DAY_US;
            TimeSpan day = new TimeSpan(dayUs, dayUs + YearOfFootage.DAY_US);
            List<StreamId> shown = YearOfFootage.screen(chance.nextInt(cameras), SCREEN_CAMERAS, cameras);
            long spentNs = THREADS.getCurrentThreadCpuTime() + elsewhere.ns();
            long askedNs = System.nanoTime();
            var accounts = timeline.account(shown, day);
            double took = (System.nanoTime() - askedNs) / 1e6;
            double tookCpu = (THREADS.getCurrentThreadCpuTime() + elsewhere.ns() - spentNs) / 1e6;
            accounts.values().forEach(each -> check(each.stretches(), day));
            if (screen >= 0) {
                millis.add(took);
                cpu.add(tookCpu);
            }
        }
        millis.sort(null);
        cpu.sort(null);
        return new Figures(engine, rows(), fillS, YearOfFootage.bytes(index), millis, cpu);
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

    /// With so many cameras as there is room for.
    private IndexBench fitting(Engine engine, long free) {
        long fitting = engine.holds(free) / (days * 1_440L);
        return new IndexBench((int) Math.min(cameras, fitting), days, screens);
    }

    public static void main(String[] words) throws Exception {
        List<String> said = Arrays.asList(words);
        IndexBench bench = new IndexBench(
                number(said, "--cameras", 1_000), number(said, "--days", 365), number(said, "--screens", 200));
        Path directory = Path.of(text(said, "--dir", System.getProperty("java.io.tmpdir")));
        String only = text(said, "--engine", "both");
        boolean isFitting = said.contains("--fit");
        boolean isWhole = true;
        List<String> lines = new ArrayList<>();
        for (Engine engine : Engine.values()) {
            if (!only.equals("both") && !only.equalsIgnoreCase(engine.title)) {
                continue;
            }
            long free = Files.getFileStore(directory).getUsableSpace();
            IndexBench fitting = bench.fitting(engine, free);
            System.err.printf(
                    Locale.ROOT,
                    "%s: %,d rows (%d cameras, %d days) need %.0f GB in %s, where %.0f GB are free.%n",
                    engine.title,
                    bench.rows(),
                    bench.cameras,
                    bench.days,
                    engine.needs(bench.rows()) / 1e9,
                    directory,
                    free / 1e9);
            if (fitting.cameras < bench.cameras) {
                isWhole = false;
                System.err.printf(
                        isFitting
                                ? "%s is measured with the %d cameras that fit.%n"
                                : "%s is not measured. %d cameras fit: choose --fit, --cameras or another --dir.%n",
                        engine.title,
                        fitting.cameras);
            }
            if (fitting.cameras == bench.cameras || (isFitting && fitting.cameras >= SCREEN_CAMERAS)) {
                lines.add(fitting.measure(engine, directory).line());
                System.err.println(lines.getLast());
            }
        }
        System.out.println(Figures.TITLES);
        lines.forEach(System.out::println);
        System.exit(isWhole || (isFitting && !lines.isEmpty()) ? 0 : 1);
    }

    private static int number(List<String> said, String option, int otherwise) {
        return Integer.parseInt(text(said, option, Integer.toString(otherwise)));
    }

    private static String text(List<String> said, String option, String otherwise) {
        int at = said.indexOf(option);
        return at < 0 ? otherwise : said.get(at + 1);
    }
}
