package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Simulated cameras in a process of their own, with ledgers that lie outside of every pool.
final class Cameras {

    private static final Duration START_MAX = Duration.ofSeconds(20);

    private final List<String> names;
    private final int port;
    private final Path ledgers;

    private Cameras(List<String> names, int port, Path ledgers) {
        this.names = List.copyOf(names);
        this.port = port;
        this.ledgers = ledgers;
    }

    static Cameras start(Place place, int count) throws IOException {
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
        place.start("simulator", command).awaitOutput("rtsp://", START_MAX);
        var names = new ArrayList<String>();
        for (int i = 1; i <= count; i++) {
            names.add("cam-" + i);
        }
        return new Cameras(names, port, ledgers);
    }

    List<String> names() {
        return names;
    }

    String url(String camera) {
        return "rtsp://127.0.0.1:" + port + "/" + camera;
    }

    void addTo(Settings settings, String pool) {
        names.forEach(each -> settings.camera(each, url(each), pool));
    }

    /// Everything that is wrong with an export, judged by what the camera says it sent: lost outside of the gaps,
    /// twice,
    /// out of order, damaged, never sent.
    List<String> faults(String camera, Path export, List<Recorder.Stretch> stretches) {
        return List.of("nobody has judged " + export + " of " + camera + " with " + stretches + " by " + ledgers);
    }
}
