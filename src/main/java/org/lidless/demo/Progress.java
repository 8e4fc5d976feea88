package org.lidless.demo;

import java.io.PrintWriter;
import java.time.Duration;
import org.lidless.world.Clock;

/// What the demo is doing, on standard error: one line a step, with a bar while it waits. On a terminal the bar is
/// redrawn in place; elsewhere only whole steps are printed.
final class Progress {

    private static final int BAR_WIDTH = 30;
    private static final long REDRAW_US = 200_000;

    private final PrintWriter out;
    private final Clock clock;
    private final boolean terminal;
    private final long beganUs;

    Progress(PrintWriter out, Clock clock, boolean terminal) {
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
        this.beganUs = clock.elapsedUs();
    }

    void step(String text) {
        out.printf("%5.1fs  %s%n", (clock.elapsedUs() - beganUs) / 1e6, text);
        out.flush();
    }

    /// Waits this long, showing how far it is.
    void pass(String what, Duration time) {
        long totalUs = time.toNanos() / 1000;
        long startUs = clock.elapsedUs();
        step(what + " for " + time.toSeconds() + " s");
        long goneUs = 0;
        while (goneUs < totalUs) {
            clock.pauseUs(Math.min(REDRAW_US, totalUs - goneUs));
            goneUs = clock.elapsedUs() - startUs;
            bar(goneUs, totalUs);
        }
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    private void bar(long goneUs, long totalUs) {
        if (!terminal) {
            return;
        }
        int full = (int) Math.min(BAR_WIDTH, BAR_WIDTH * goneUs / totalUs);
        out.printf(
                "\r        [%s%s] %d s left ",
                "#".repeat(full), "-".repeat(BAR_WIDTH - full), Math.max(0, (totalUs - goneUs) / 1_000_000));
        out.flush();
    }
}
