package org.lidless.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.world.Clock;

/// Waits for what a site is to come to, with patience that ends.
///
/// @param logs where to look when it does not come to that
/// @param tell is told now and then what is still lacking
record Waiting(Clock clock, Path logs, Consumer<String> tell) {

    private static final long POLL_US = 50_000;
    private static final long TELL_EVERY_US = 15_000_000;

    /// Something to wait for.
    interface Condition {

        /// What is still lacking, in a few words; empty when nothing is.
        String lacking() throws IOException;
    }

    /// Waits until nothing is lacking; empty then, else what still is when patience ends.
    String patiently(Duration patience, Condition condition) throws IOException {
        long startUs = clock.elapsedUs();
        long tellAtUs = startUs + TELL_EVERY_US;
        while (true) {
            String lacking = condition.lacking();
            long nowUs = clock.elapsedUs();
            boolean isOver = nowUs - startUs > patience.toNanos() / 1000;
            if (lacking.isEmpty() || isOver || Thread.currentThread().isInterrupted()) {
                return lacking;
            }
            if (nowUs > tellAtUs) {
                tell.accept("still waiting: " + lacking);
                tellAtUs = nowUs + TELL_EVERY_US;
            }
            clock.pauseUs(POLL_US);
        }
    }

    /// Waits until nothing is lacking.
    ///
    /// @throws ProblemException `DEMO_FAILED` when patience ends before
    void until(String what, Duration patience, Condition condition) throws IOException {
        String lacking = patiently(patience, condition);
        if (!lacking.isEmpty()) {
            throw failed("The demo waited " + patience.toSeconds() + " s for " + what + " in vain: " + lacking + ".");
        }
    }

    ProblemException failed(String what) {
        return ProblemCode.DEMO_FAILED.because(
                what, "Only the demo's own throw-away footage is concerned.", "Look at the logs in " + logs + ".");
    }
}
