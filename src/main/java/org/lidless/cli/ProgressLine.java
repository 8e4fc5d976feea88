package org.lidless.cli;

import java.time.Duration;
import java.util.Locale;
import org.lidless.wire.ExportReport;

/// Shows on standard error how far a long piece of work is: a bar that moves when a person watches, otherwise a line
/// at each tenth.
final class ProgressLine {

    private static final int BAR_WIDTH = 30;
    private static final String RETURN_AND_CLEAR = "\r\u001b[K";

    private final Console console;
    private int tenthShown = -1;
    private boolean drawn;

    ProgressLine(Console console) {
        this.console = console;
    }

    void show(ExportReport report) {
        int tenth = (int) Math.floor(report.progress() * 10);
        if (console.moving()) {
            console.err().print(RETURN_AND_CLEAR + bar(report.progress(), console.symbols()) + " " + text(report));
            console.err().flush();
            drawn = true;
        } else if (tenth > tenthShown) {
            tenthShown = tenth;
            console.err().println("export " + report.id() + "  " + text(report));
            console.err().flush();
        }
    }

    /// Leaves the line as it is and goes to the next one.
    void end() {
        if (drawn) {
            console.err().println();
            console.err().flush();
        }
    }

    private static String bar(double progress, boolean symbols) {
        int full = (int) Math.round(Math.clamp(progress, 0.0, 1.0) * BAR_WIDTH);
        return (symbols ? "█" : "#").repeat(full) + (symbols ? "░" : ".").repeat(BAR_WIDTH - full);
    }

    /// `45 %  12.3 MB  38.1 MB/s  0.4 s left`.
    static String text(ExportReport report) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%3.0f %%", report.progress() * 100));
        text.append("  ").append(Quantity.bytes(report.bytes()));
        if (report.state() == ExportReport.State.WAITING) {
            return text.append("  waiting for others to finish").toString();
        }
        if (report.runningSeconds() > 0.2) {
            text.append("  ")
                    .append(Quantity.bytes((long) (report.bytes() / report.runningSeconds())))
                    .append("/s");
            if (report.progress() > 0.01 && !report.state().isFinal()) {
                double left = report.runningSeconds() * (1 - report.progress()) / report.progress();
                text.append("  ")
                        .append(Quantity.duration(Duration.ofMillis((long) (left * 1000))))
                        .append(" left");
            }
        }
        return text.toString();
    }
}
