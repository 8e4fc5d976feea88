package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Path;

/// How soon a warm recorder that was hung up on has a key sample again, and a durable fragment, counted from its own
/// call, as its status tells. These cameras begin with a key sample at once, so that there is no waiting for one in it.
///
/// @param oneByOne cameras that hung up one after the other, while the others went on
/// @param atOnce   all of them at once
record Reconnect(Onset oneByOne, Onset atOnce) {

    static final Reconnect UNKNOWN = new Reconnect(Onset.UNKNOWN, Onset.UNKNOWN);

    private static final long WAIT_MS_MAX = 30_000;
    private static final long LOOK_MS = 250;
    private static final long APART_MS = 50;
    /// A camera whose session was shorter is called again after a wait.
    private static final long STEADY_MS = 6_000;

    /// Hangs up on each, then on all, and measures what follows. Each camera has had one session before.
    static Reconnect measure(Generator cameras, int streams, Path directory) throws IOException, InterruptedException {
        Path data = directory.resolve("data");
        for (int camera = 0; camera < streams; camera++) {
            cameras.kick(camera);
            Thread.sleep(APART_MS);
        }
        Onset oneByOne = await(data, streams, 2L * streams);
        Thread.sleep(STEADY_MS);
        cameras.kick();
        return new Reconnect(oneByOne, await(data, streams, 3L * streams));
    }

    /// Waits until all have had so many sessions, and something durable of the newest.
    private static Onset await(Path data, int streams, long sessions) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + WAIT_MS_MAX * 1_000_000;
        try (var status = new Status(data)) {
            while (System.nanoTime() < deadline) {
                Thread.sleep(LOOK_MS);
                String json = status.json();
                if (Onset.sessions(json) >= sessions && Onset.durable(json) == streams) {
                    break;
                }
            }
        }
        return Onset.of(data);
    }
}
