package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// How soon a recorder that was hung up on has a key sample again, counted from its new connection: the cameras know
/// when they were called, and a segment's name says when its first sample came. These cameras begin with a key sample
/// at once, so that there is no waiting for one in it.
final class Reconnect {

    private static final long WAIT_MS_MAX = 30_000;
    private static final long STORED_MS = 2_000;
    private static final Pattern SEGMENT =
            Pattern.compile("(camera-\\d+)/main/[0-9-]+/(\\d{8}T\\d{6}\\.\\d{6})Z-e\\d+-bench-[0-9a-f]{16}-\\d+\\.mp4");
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS", Locale.ROOT);

    private Reconnect() {}

    /// Hangs up on all, waits until all are back, and measures.
    static Measurement.Delay measure(Generator cameras, int streams, Path directory)
            throws IOException, InterruptedException {
        cameras.kick();
        long deadline = System.nanoTime() + WAIT_MS_MAX * 1_000_000;
        while (cameras.playing() < streams && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        Thread.sleep(STORED_MS);
        Map<String, Long> called = cameras.calledAgain();
        Map<String, Long> begun = new HashMap<>();
        for (Path file : files(directory)) {
            Matcher name = SEGMENT.matcher(file.toString());
            if (name.find()) {
                LocalDateTime start = LocalDateTime.parse(name.group(2), START);
                long startUs = ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), start);
                begun.merge(name.group(1), startUs, Math::max);
            }
        }
        return Measurement.Delay.of(called.entrySet().stream()
                .mapToDouble(each -> (begun.getOrDefault(each.getKey(), Long.MAX_VALUE / 2) - each.getValue()) / 1000.0)
                .toArray());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(each -> each.toString().endsWith(".mp4")).toList();
        }
    }
}
