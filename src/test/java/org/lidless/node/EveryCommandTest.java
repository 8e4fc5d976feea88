package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lidless.cli.Commands;
import org.lidless.cli.Console;
import org.lidless.contract.ApiContract;
import org.lidless.world.World;
import picocli.CommandLine;

/// Whatever the command line does, the API does: docs/reference/api.md names each command's operation, or why it has
/// none.
final class EveryCommandTest {

    private static final Path PAGE = Path.of(System.getProperty("lidless.home", "."), "docs/reference/api.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z -]+)` \\| ([^|]*) ?\\| ([^|]*) ?\\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)`");

    /// @param operations that do the same
    /// @param reason     why there is none, or what of it is left out
    private record Row(List<String> operations, String reason) {}

    @Test
    void everyCommandHasAnOperationOrAReason() throws IOException {
        SortedMap<String, Row> rows = rows();
        assertThat(rows.keySet()).isEqualTo(commands());
        SortedSet<String> known = ApiContract.read().names();
        rows.forEach((command, row) -> {
            assertThat(known).as(command).containsAll(row.operations());
            assertThat(row.operations().isEmpty() && row.reason().isEmpty())
                    .as(command)
                    .isFalse();
        });
    }

    private static SortedMap<String, Row> rows() throws IOException {
        SortedMap<String, Row> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            List<String> operations = new ArrayList<>();
            Matcher name = NAME.matcher(row.group(2));
            while (name.find()) {
                operations.add(name.group(1));
            }
            rows.put(row.group(1), new Row(operations, row.group(3).strip()));
        }
        return rows;
    }

    private static SortedSet<String> commands() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Console console = new Console(World.real(), nowhere, nowhere, false, false, false);
        SortedSet<String> commands = new TreeSet<>();
        collect(Commands.tree(console, Lidless.mounted(console)), "", commands);
        return commands;
    }

    private static void collect(CommandLine line, String name, SortedSet<String> commands) {
        line.getSubcommands().forEach((verb, below) -> {
            String whole = (name + " " + verb).strip();
            if (verb.equals("help") || below.getCommandSpec().usageMessage().hidden()) {
                return;
            }
            if (below.getSubcommands().isEmpty()) {
                commands.add(whole);
            } else {
                collect(below, whole, commands);
            }
        });
    }
}
