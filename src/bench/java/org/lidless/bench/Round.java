package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Measures one candidate once: starts cameras and recorder, waits until all are connected, watches for a while, stops
/// the cameras, and counts what is in the files.
final class Round {

    private static final long CONNECT_MS_MAX = 120_000;
    private static final long SETTLE_SECONDS = 2;
    private static final long STORE_MS_MAX = 10_000;
    private static final int LOOK_SECONDS = 5;
    private static final double FRAMES_PER_STREAM_MINUTE = 25 * 60;

    private final Workshop workshop;
    private final Options options;
    private final String delivery;

    Round(Workshop workshop, Options options, String delivery) {
        this.workshop = workshop;
        this.options = options;
        this.delivery = delivery;
    }

    Measurement measure(Candidate candidate) throws IOException, InterruptedException {
        Path directory = workshop.empty();
        try (var _ = new Warmth(workshop.file("warm"));
                var cameras = new Generator(workshop, delivery)) {
            List<Process> processes = candidate.start(cameras, options.streams(), directory);
            try {
                return watch(candidate, cameras, processes, directory);
            } finally {
                cameras.close();
                Candidate.end(processes);
            }
        } finally {
            workshop.empty();
        }
    }

    private Measurement watch(Candidate candidate, Generator cameras, List<Process> processes, Path directory)
            throws IOException, InterruptedException {
        boolean ours = candidate instanceof Candidate.Ours;
        var counter = new SampleCounter(directory);
        awaitAllPlaying(candidate, cameras, processes, directory);
        Thread.sleep((ours ? options.settle() : SETTLE_SECONDS) * 1000L);
        cameras.mark();
        double cpuBefore = Processes.cpuSeconds(processes);
        long before = System.nanoTime();
        long peak = pass(candidate, processes, counter);
        double cpuAfter = Processes.cpuSeconds(processes);
        double minutes = (System.nanoTime() - before) / 60e9;
        double latest = cameras.latestMs();
        long resident = Processes.residentBytes(processes);
        long wholeOffered = cameras.offered();
        var onset = ours ? Onset.of(directory.resolve("data")) : Onset.UNKNOWN;
        var again = ours && delivery.equals("burst")
                ? Reconnect.measure(cameras, options.streams(), directory)
                : Reconnect.UNKNOWN;
        List<Generator.Camera> totals = cameras.stop();
        long offered = totals.stream().mapToLong(Generator.Camera::offered).sum();
        long lost = ours ? offered - stored(counter, offered) : 0;
        if (lost > 0) {
            new Loss(directory).tell(totals, directory.resolve(candidate.name() + ".log"), workshop.empty("lost"));
        }
        return new Measurement(
                candidate.name(),
                (cpuAfter - cpuBefore) / minutes / options.streams(),
                cpuAfter / (wholeOffered / FRAMES_PER_STREAM_MINUTE),
                resident / options.streams(),
                Math.max(peak, resident),
                offered,
                lost,
                latest,
                again,
                onset.key(),
                onset.durable());
    }

    /// Lets the window pass. One that is long tells how it goes, and counts what is stored before it is deleted again.
    private long pass(Candidate candidate, List<Process> processes, SampleCounter counter)
            throws IOException, InterruptedException {
        long peak = 0;
        long begun = System.nanoTime();
        double cpuBefore = Processes.cpuSeconds(processes);
        long until = begun + options.seconds() * 1_000_000_000L;
        for (long left = until - begun; left > 0; left = until - System.nanoTime()) {
            Thread.sleep(Math.min(left / 1_000_000 + 1, LOOK_SECONDS * 1000L));
            long resident = Processes.residentBytes(processes);
            peak = Math.max(peak, resident);
            if (options.gigabytes().isPresent()) {
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "  %s: %.0f s of %d, %.2f CPU, %.0f MB resident, %d samples stored%n",
                        candidate.name(),
                        seconds,
                        options.seconds(),
                        (Processes.cpuSeconds(processes) - cpuBefore) / seconds,
                        resident / 1e6,
                        counter.count());
            }
        }
        return peak;
    }

    private void awaitAllPlaying(Candidate candidate, Generator cameras, List<Process> processes, Path directory)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + CONNECT_MS_MAX * 1_000_000;
        while (cameras.playing() < options.streams()) {
            boolean ended = processes.stream().anyMatch(each -> !each.isAlive());
            if (ended || System.nanoTime() > deadline) {
                throw new IOException(candidate.name() + (ended ? " ended early" : " did not connect to all cameras")
                        + ":\n" + Files.readString(directory.resolve(candidate.name() + ".log")));
            }
            Thread.sleep(20);
        }
    }

    /// Samples in the files, once all that was offered is there or nothing more comes.
    private static long stored(SampleCounter counter, long offered) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STORE_MS_MAX * 1_000_000;
        long samples = counter.count();
        while (samples < offered && System.nanoTime() < deadline) {
            Thread.sleep(200);
            samples = counter.count();
        }
        return samples;
    }
}
