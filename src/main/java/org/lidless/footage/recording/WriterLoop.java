package org.lidless.footage.recording;

import java.util.List;
import org.lidless.world.Clock;

/// A writer thread: goes round its streams of one pool, again and again. When it hangs in a write, only these wait.
final class WriterLoop implements Runnable {

    /// Rest between two rounds, µs. It adds to the age of what is written.
    static final long REST_US = 25_000;

    private final List<StreamWriter> writers;
    private final Clock clock;
    private volatile long stopByUs = Long.MAX_VALUE;
    private volatile boolean isStopping;

    WriterLoop(List<StreamWriter> writers, Clock clock) {
        this.writers = List.copyOf(writers);
        this.clock = clock;
    }

    /// Asks for the end: the rest is written, the segments sealed. What is not done at that time stays as after a
    /// crash. Any thread.
    void stop(long byUs) {
        stopByUs = byUs;
        isStopping = true;
    }

    @Override
    public void run() {
        while (!isStopping) {
            for (StreamWriter writer : writers) {
                writer.tick(clock.elapsedUs());
            }
            clock.pauseUs(REST_US);
        }
        for (StreamWriter writer : writers) {
            if (clock.elapsedUs() < stopByUs) {
                writer.finish(clock.elapsedUs());
            }
        }
    }
}
