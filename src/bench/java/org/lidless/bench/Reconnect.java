package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How soon a recorder that was hung up on by all cameras at once has a key sample again, and a durable fragment,
/// counted from each new connection: the cameras know when they were called, a segment's name says when its first
/// sample came, and the recorder's status how far each camera is durable. These cameras begin with a key sample
/// at once, so that there is no waiting for one in it.
///
/// @param key     from the new connection to its first key sample
/// @param durable from the new connection to its first durable fragment, seen up to [#LOOK_MS] late
record Reconnect(Measurement.Delay key, Measurement.Delay durable) {

    static final Reconnect UNKNOWN = new Reconnect(Measurement.Delay.UNKNOWN, Measurement.Delay.UNKNOWN);
    static final long LOOK_MS = 25;

    private static final long WAIT_MS_MAX = 30_000;
    private static final long STORED_MS = 2_000;
    private static final Pattern SEGMENT =
            Pattern.compile("(camera-\\d+)/main/[0-9-]+/(\\d{8}T\\d{6}\\.\\d{6})Z-e\\d+-bench-[0-9a-f]{16}-\\d+\\.mp4");
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS", Locale.ROOT);

    /// Hangs up on all, waits until all are back and durable, and measures.
    static Reconnect measure(Generator cameras, int streams, Path directory) throws IOException, InterruptedException {
        Map<String, Double> durable = new HashMap<>();
        long deadline = System.nanoTime() + WAIT_MS_MAX * 1_000_000;
        try (var status = new Status(directory.resolve("data"))) {
            cameras.kick();
            while (durable.size() < streams && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_MS);
                Map<String, Long> called = cameras.calledAgain();
                status.durableUs().forEach((camera, us) -> {
                    long calledUs = called.getOrDefault(camera, 0L);
                    if (calledUs > 0 && us > calledUs) {
                        durable.putIfAbsent(camera, (nowUs() - calledUs) / 1000.0);
                    }
                });
            }
        }
        Thread.sleep(STORED_MS);
        return new Reconnect(key(cameras.calledAgain(), directory), of(durable));
    }

    private static Measurement.Delay key(Map<String, Long> called, Path directory) throws IOException {
        Map<String, Long> begun = new HashMap<>();
        for (Path file : files(directory)) {
            Matcher name = SEGMENT.matcher(file.toString());
            if (name.find()) {
                LocalDateTime start = LocalDateTime.parse(name.group(2), START);
                long startUs = ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), start);
                begun.merge(name.group(1), startUs, Math::max);
            }
        }
        Map<String, Double> waited = new HashMap<>();
        called.forEach((camera, us) ->
                waited.put(camera, (begun.getOrDefault(camera, Long.MAX_VALUE / 2) - us) / 1000.0));
        return of(waited);
    }

    private static Measurement.Delay of(Map<String, Double> delays) {
        return Measurement.Delay.of(
                delays.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(each -> each.toString().endsWith(".mp4")).toList();
        }
    }
}
