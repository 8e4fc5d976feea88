package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.cli.Commands;
import org.lidless.cli.Console;
import org.lidless.contract.ApiContract;
import org.lidless.contract.CommandTable;
import org.lidless.world.World;
import picocli.CommandLine;

/// Whatever the command line does, the API does: docs/reference/api.md names each command's operation, or why it has
/// none.
final class EveryCommandTest {

    @Test
    void everyCommandHasAnOperationOrAReason() throws IOException {
        SortedMap<String, CommandTable.Row> rows = CommandTable.read();
        assertThat(rows.keySet()).isEqualTo(commands());
        SortedSet<String> known = ApiContract.read().names();
        rows.forEach((command, row) -> {
            assertThat(known).as(command).containsAll(row.operations());
            assertThat(row.operations().isEmpty() && row.reason().isEmpty())
                    .as(command)
                    .isFalse();
        });
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
