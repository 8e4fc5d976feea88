package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lidless.checker.CheckOrder;
import org.lidless.checker.CheckResult;
import org.lidless.checker.ExportCheck;
import org.lidless.domain.TimeSpan;
import org.lidless.world.World;

/// Simulated cameras in a process of their own, with ledgers that lie outside of every pool.
final class Cameras {

    private static final Duration START_MAX = Duration.ofSeconds(20);

    private static final long EDGE_US = 100_000;
    /// An export keeps the distances of a camera with B-frames and may be some frames beside the clock that gaps are
    /// told
    /// in.
    private static final long GAP_SLACK_US = 250_000;
    private static final int ARCHIVED_MIN = 25;

    private final List<String> names;
    private final int port;
    private final Path ledgers;

    private Cameras(List<String> names, int port, Path ledgers) {
        this.names = List.copyOf(names);
        this.port = port;
        this.ledgers = ledgers;
    }

    /// @param options further ones of `lidless simulate`
    static Cameras start(Place place, int count, String... options) throws IOException {
        int port = Ports.free();
        Path ledgers = place.newDirectory("ledgers");
        var command = Lidless.command(
                "simulate",
                "--cameras",
                Integer.toString(count),
                "--port",
                Integer.toString(port),
                "--ledgers",
                ledgers.toString());
        command.addAll(List.of(options));
        place.start("simulator", command).awaitOutput("ready ", START_MAX);
        var names = new ArrayList<String>();
        for (int i = 1; i <= count; i++) {
            names.add("cam-" + i);
        }
        return new Cameras(names, port, ledgers);
    }

    /// Live encoders in a process of their own: their pictures say which they are to whoever looks at a screen
    /// (`gstreamer/live-encoder.py`). They keep no ledgers.
    ///
    /// @param size `WIDTHxHEIGHT`
    static Cameras encode(Place place, int count, String size) throws IOException {
        int port = Ports.free();
        List<String> names =
                IntStream.rangeClosed(1, count).mapToObj(each -> "cam-" + each).toList();
        var command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                Path.of("torture", "gstreamer", "live-encoder.py")
                        .toAbsolutePath()
                        .toString(),
                Integer.toString(port)));
        names.forEach(each -> command.add("/" + each + "=" + size));
        place.start("encoder", command).awaitOutput("ready", START_MAX);
        return new Cameras(names, port, place.directory());
    }

    List<String> names() {
        return names;
    }

    String url(String camera) {
        return "rtsp://127.0.0.1:" + port + "/" + camera;
    }

    Path ledger(String camera) {
        return ledgers.resolve(camera + ".ledger");
    }

    void addTo(Settings settings, String pool) {
        names.forEach(each -> settings.camera(each, url(each), pool));
    }

    /// Everything that is wrong with an export, judged by what the camera says it sent: lost outside of the gaps,
    /// twice,
    /// out of order, damaged, never sent. The export's own edges are left out by as much as arrival and capture may
    /// differ.
    List<String> faults(String camera, Recorder.Export export, List<Recorder.Stretch> stretches) throws IOException {
        List<TimeSpan> gaps = Stream.concat(stretches.stream(), export.gaps().stream())
                .filter(each -> !each.have())
                .map(each -> new TimeSpan(us(each.from()), us(each.to())))
                .toList();
        var window = new TimeSpan(us(export.start()) + EDGE_US, us(export.end()) - EDGE_US);
        CheckResult found = ExportCheck.check(
                World.real().disk(),
                new CheckOrder(
                        export.file(),
                        ledger(camera),
                        window,
                        gaps,
                        OptionalLong.of(us(export.start())),
                        GAP_SLACK_US));
        var faults = new ArrayList<String>();
        found.lost().forEach(each -> faults.add(camera + ": lost " + each));
        found.twice().forEach(each -> faults.add(camera + ": twice " + each));
        found.outOfOrder().forEach(each -> faults.add(camera + ": out of order " + each));
        found.damaged().forEach(each -> faults.add(camera + ": damaged " + each));
        if (found.phantom() > 0) {
            faults.add(camera + ": never sent " + found.phantom());
        }
        if (found.archived() < ARCHIVED_MIN) {
            faults.add(camera + ": only " + found.archived() + " of " + found.sent() + " frames to judge by");
        }
        return faults;
    }

    private static long us(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
