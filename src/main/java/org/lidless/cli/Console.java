package org.lidless.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import org.lidless.world.World;

/// Where a command prints, and how pretty it may be.
///
/// @param world   clock, disk and the rest for the command itself
/// @param out     results
/// @param err     everything else: progress, problems, hints
/// @param moving  whether lines may be drawn over each other, because a person watches
/// @param coloured whether colours may be used; never the only sign of anything
/// @param symbols whether the terminal's character set has more than ASCII
public record Console(
        World world, PrintWriter out, PrintWriter err, boolean moving, boolean coloured, boolean symbols) {

    /// The terminal or the pipes that the process was given. The environment's `NO_COLOR` is honoured.
    public static Console real(World world) {
        boolean watched = Optional.ofNullable(System.console())
                .filter(each -> each.isTerminal())
                .isPresent();
        boolean coloured = watched && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Console(
                world,
                writer(System.out),
                writer(System.err),
                watched,
                coloured,
                System.out.charset().newEncoder().canEncode('●'));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /// A mark before a word; the word says the same.
    String mark(boolean well) {
        String mark = symbols ? (well ? "●" : "■") : (well ? "*" : "!");
        return coloured ? (well ? "\u001b[32m" : "\u001b[31m") + mark + "\u001b[0m" : mark;
    }

    /// What stands for "nothing" in a table.
    String none() {
        return symbols ? "–" : "-";
    }
}
