package org.lidless.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.world.Clock;

/// Waits for what a site is to come to, with patience that ends.
///
/// @param logs where to look when it does not come to that
record Waiting(Clock clock, Path logs) {

    private static final long POLL_US = 50_000;

    /// Something to wait for.
    interface Condition {

        /// What is still lacking, in a few words; empty when nothing is.
        String lacking() throws IOException;
    }

    /// Waits until nothing is lacking; empty then, else what still is when patience ends.
    String patiently(Duration patience, Condition condition) throws IOException {
        long endUs = clock.elapsedUs() + patience.toNanos() / 1000;
        while (true) {
            String lacking = condition.lacking();
            if (lacking.isEmpty()
                    || clock.elapsedUs() > endUs
                    || Thread.currentThread().isInterrupted()) {
                return lacking;
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
