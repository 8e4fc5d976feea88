package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/// Measures one candidate once: starts cameras and recorder, waits until all are connected, watches for a while, stops
/// the cameras, and counts what is in the files.
final class Round {

    private static final long CONNECT_MS_MAX = 120_000;
    private static final long SETTLE_SECONDS = 2;
    private static final long STORE_MS_MAX = 10_000;
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
        awaitAllPlaying(candidate, cameras, processes, directory);
        Thread.sleep((candidate instanceof Candidate.Ours ? options.settle() : SETTLE_SECONDS) * 1000L);
        cameras.mark();
        double cpuBefore = Processes.cpuSeconds(processes);
        long before = System.nanoTime();
        Thread.sleep(options.seconds() * 1000L);
        double cpuAfter = Processes.cpuSeconds(processes);
        double minutes = (System.nanoTime() - before) / 60e9;
        double latest = cameras.latestMs();
        long resident = Processes.residentBytes(processes);
        List<Generator.Camera> totals = cameras.stop();
        long offered = totals.stream().mapToLong(Generator.Camera::offered).sum();
        boolean ours = candidate instanceof Candidate.Ours;
        var onset = ours ? Onset.of(directory.resolve("data")) : Onset.UNKNOWN;
        return new Measurement(
                candidate.name(),
                (cpuAfter - cpuBefore) / minutes / options.streams(),
                cpuAfter / (offered / FRAMES_PER_STREAM_MINUTE),
                resident / options.streams(),
                offered,
                ours ? offered - stored(directory, offered) : 0,
                latest,
                onset.key(),
                onset.durable());
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
    private static long stored(Path directory, long offered) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STORE_MS_MAX * 1_000_000;
        long samples = sum(SampleCounter.below(directory));
        while (samples < offered && System.nanoTime() < deadline) {
            Thread.sleep(200);
            samples = sum(SampleCounter.below(directory));
        }
        return samples;
    }

    private static long sum(TreeMap<String, Long> samples) {
        return samples.values().stream().mapToLong(Long::longValue).sum();
    }
}
