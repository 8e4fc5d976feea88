package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.lidless.domain.CameraId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.Sample;
import org.lidless.world.Clock;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// `./dev bench storage`: what writing costs without cameras and without a network: each stream offers a fragment of
/// 240 kB each 480 ms (4 Mbit/s), and writer threads store it, by both ways to force and by the least there is: the
/// same
/// bytes into a file each, through the page cache, never forced.
///
/// `--streams N` (100), `--seconds N` (12 a measurement), `--rounds N` (3; the ways take turns), `--writers N` (4),
/// `--dir DIR` where the pools grow (each deleted after its measurement).
public final class StorageBench {

    private static final int SAMPLES = 12;
    private static final int SAMPLE_BYTES = 20_000;
    private static final long PERIOD_US = 480_000;
    private static final long WARM_US = 4_000_000;
    /// At multiples of this a recorder looks which fragments are due.
    private static final long GROUP_US = 100_000;
    private static final int SOURCE_BYTES = 64 << 20;

    private enum Way {
        FLOOR,
        DIRECT,
        JOURNAL
    }

    /// What one measurement gave.
    ///
    /// @param cpuS      of the process, s for each stream-minute
    /// @param cpuPerGb  the same for each GB
    /// @param waits     from when a fragment was due until it was durable, sorted, ms
    private record Figures(double cpuS, double cpuPerGb, List<Double> waits) {

        double waited(double share) {
            return waits.get((int) Math.min(waits.size() - 1, Math.ceil(share * waits.size()) - 1));
        }
    }

    /// One stream's file.
    private interface Target {
        void stage(Fragment fragment) throws IOException;

        void settle() throws IOException;

        void end() throws IOException;
    }

    private final int streams;
    private final int writers;
    private final long windowUs;
    private final Path place;
    private final Clock clock = World.real().clock();
    private final ByteBuffer source = ByteBuffer.allocateDirect(SOURCE_BYTES);

    private StorageBench(int streams, int writers, int seconds, Path place) {
        this.streams = streams;
        this.writers = writers;
        this.windowUs = seconds * 1_000_000L;
        this.place = place;
        SplittableRandom random = new SplittableRandom(1);
        while (source.hasRemaining()) {
            source.putLong(random.nextLong());
        }
        source.clear();
    }

    private Fragment fragment(int stream, long number) {
        List<Sample> samples = new ArrayList<>(SAMPLES);
        List<ByteBuffer> payload = new ArrayList<>(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            long at = number * SAMPLES + i;
            samples.add(new Sample(
                    at, at * 3600, at * 3600, Footage.START_US + at * 40_000, 3600, at % 50 == 0, SAMPLE_BYTES));
            int from = (int) ((stream * 7_919L + at) * SAMPLE_BYTES % (SOURCE_BYTES - SAMPLE_BYTES));
            payload.add(source.slice(from, SAMPLE_BYTES));
        }
        return new Fragment(samples, payload);
    }

    private Target target(Way way, Pool pool, Path directory, int stream) throws IOException {
        if (way == Way.FLOOR) {
            DiskFile file = World.real().disk().create(directory.resolve("stream-" + stream));
            return new Target() {
                @Override
                public void stage(Fragment fragment) throws IOException {
                    ByteBuffer[] parts = fragment.payload().stream()
                            .map(ByteBuffer::duplicate)
                            .toArray(ByteBuffer[]::new);
                    file.write(parts, file.size());
                }

                @Override
                public void settle() {
                    // Nothing is forced.
                }

                @Override
                public void end() throws IOException {
                    file.close();
                }
            };
        }
        StreamId id = StreamId.main(new CameraId("camera-" + stream));
        SegmentWriter writer =
                pool.create(Footage.header(id, stream + 1, 0, Footage.START_US, Sha256.NONE), Footage.H264);
        return new Target() {
            @Override
            public void stage(Fragment fragment) throws IOException {
                writer.stage(fragment);
            }

            @Override
            public void settle() throws IOException {
                writer.settle();
            }

            @Override
            public void end() throws IOException {
                writer.seal();
            }
        };
    }

    private Figures measure(Way way, long warmUs, long lengthUs) throws Exception {
        Path directory = Files.createTempDirectory(place, "storage-bench");
        Path data = Files.createDirectory(directory.resolve("data"));
        Path files = Files.createDirectory(directory.resolve("pool"));
        ForceMode force = way == Way.JOURNAL ? ForceMode.JOURNAL : ForceMode.DIRECT;
        var at = new PoolPlace(new PoolId("main"), files, false, force);
        try (SqliteIndex index = SqliteIndex.inMemory();
                Pool pool = Pool.open(World.real(), at, Footage.NODE, data, index)) {
            pool.recover(Progress.SILENT);
            List<Target> targets = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                targets.add(target(way, pool, directory, i));
            }
            return run(targets, warmUs, lengthUs);
        } finally {
            delete(directory);
        }
    }

    private Figures run(List<Target> targets, long warmUs, long lengthUs) throws Exception {
        long beginUs = clock.elapsedUs();
        long fromUs = beginUs + warmUs;
        long endUs = fromUs + lengthUs;
        var waits = new ConcurrentLinkedQueue<Double>();
        var failures = new ConcurrentLinkedQueue<Exception>();
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int first = w;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    write(targets, first, beginUs, fromUs, endUs, waits);
                } catch (IOException failed) {
                    failures.add(failed);
                }
            }));
        }
        clock.pauseUs(fromUs - clock.elapsedUs());
        Duration before = cpu();
        clock.pauseUs(endUs - clock.elapsedUs());
        double cpuS = cpu().minus(before).toNanos() / 1e9;
        for (Thread each : threads) {
            each.join();
        }
        for (Target each : targets) {
            each.end();
        }
        if (!failures.isEmpty()) {
            throw failures.peek();
        }
        double minutes = lengthUs / 60e6;
        double gigabytes = streams * (lengthUs / (double) PERIOD_US) * SAMPLES * SAMPLE_BYTES / 1e9;
        return new Figures(
                cpuS / minutes / streams,
                cpuS / gigabytes,
                waits.stream().sorted().toList());
    }

    private void write(
            List<Target> targets, int first, long beginUs, long fromUs, long endUs, ConcurrentLinkedQueue<Double> waits)
            throws IOException {
        long[] done = new long[targets.size()];
        long nowUs = clock.elapsedUs();
        while (nowUs < endUs) {
            List<Integer> staged = new ArrayList<>();
            for (int i = first; i < targets.size(); i += writers) {
                if (nowUs >= dueUs(i, done[i], beginUs)) {
                    targets.get(i).stage(fragment(i, done[i]));
                    staged.add(i);
                }
            }
            for (int i : staged) {
                targets.get(i).settle();
                note(i, done, beginUs, fromUs, waits);
            }
            clock.pauseUs(GROUP_US - clock.elapsedUs() % GROUP_US);
            nowUs = clock.elapsedUs();
        }
    }

    private void note(int stream, long[] done, long beginUs, long fromUs, ConcurrentLinkedQueue<Double> waits) {
        long dueUs = dueUs(stream, done[stream]++, beginUs);
        if (dueUs >= fromUs) {
            waits.add((clock.elapsedUs() - dueUs) / 1000.0);
        }
    }

    private long dueUs(int stream, long number, long beginUs) {
        return beginUs + PERIOD_US * stream / streams + number * PERIOD_US;
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    public static void main(String[] words) throws Exception {
        List<String> said = Arrays.asList(words);
        Path place = Path.of(text(said, "--dir", "target"));
        int seconds = number(said, "--seconds", 12);
        var bench = new StorageBench(number(said, "--streams", 100), number(said, "--writers", 4), seconds, place);
        for (Way way : Way.values()) {
            System.err.println("warming up: " + way);
            bench.measure(way, WARM_US, WARM_US);
        }
        Map<Way, List<Figures>> all = new EnumMap<>(Way.class);
        int rounds = number(said, "--rounds", 3);
        for (int round = 1; round <= rounds; round++) {
            for (Way way : Way.values()) {
                Figures figures = bench.measure(way, WARM_US / 2, bench.windowUs);
                all.computeIfAbsent(way, first -> new ArrayList<>()).add(figures);
                System.err.printf(
                        Locale.ROOT,
                        "round %d of %d, %s: %.4f CPU s a stream-minute%n",
                        round,
                        rounds,
                        way,
                        figures.cpuS());
            }
        }
        System.out.printf("%d streams of 4 Mbit/s, %d s, %d rounds%n%n", bench.streams, seconds, rounds);
        System.out.println("| | CPU s a stream-minute (least to most) | CPU s a GB | due to durable p50 | p95 | max |");
        System.out.println("|---|---|---|---|---|---|");
        all.forEach((way, figures) -> System.out.println(row(way, figures)));
    }

    private static String row(Way way, List<Figures> figures) {
        double[] cpu = figures.stream().mapToDouble(Figures::cpuS).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %.4f (%.4f to %.4f) | %.2f | %.0f ms | %.0f ms | %.0f ms |",
                way.name().toLowerCase(Locale.ROOT),
                cpu[cpu.length / 2],
                cpu[0],
                cpu[cpu.length - 1],
                median(figures.stream().map(Figures::cpuPerGb).toList()),
                median(figures.stream().map(each -> each.waited(0.5)).toList()),
                median(figures.stream().map(each -> each.waited(0.95)).toList()),
                median(figures.stream().map(each -> each.waited(1)).toList()));
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    private static int number(List<String> said, String option, int otherwise) {
        return Integer.parseInt(text(said, option, Integer.toString(otherwise)));
    }

    private static String text(List<String> said, String option, String otherwise) {
        int at = said.indexOf(option);
        return at < 0 ? otherwise : said.get(at + 1);
    }
}
