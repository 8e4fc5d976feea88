package org.lidless.cli;

import org.lidless.footage.storage.Progress;

/// Shows on standard error which file a long piece of work is at: a line that moves when a person watches, otherwise
/// one line every few seconds.
final class FileProgress implements Progress {

    private static final long MOVING_US = 100_000;
    private static final long STILL_US = 5_000_000;
    private static final String RETURN_AND_CLEAR = "\r\u001b[K";

    private final Console console;
    private final String verb;
    private long shownUs;
    private boolean drawn;

    FileProgress(Console console, String verb) {
        this.console = console;
        this.verb = verb;
        this.shownUs = console.world().clock().elapsedUs();
    }

    @Override
    public void at(String what, long done, long total) {
        long nowUs = console.world().clock().elapsedUs();
        if (nowUs - shownUs < (console.moving() ? MOVING_US : STILL_US)) {
            return;
        }
        shownUs = nowUs;
        String line = verb + " " + what + (total > 0 ? "  " + 100 * done / total + " %" : "");
        if (console.moving()) {
            console.err().print(RETURN_AND_CLEAR + line);
            drawn = true;
        } else {
            console.err().println(line);
        }
        console.err().flush();
    }

    /// Clears the line.
    void end() {
        if (drawn) {
            console.err().print(RETURN_AND_CLEAR);
            console.err().flush();
        }
    }
}
