package org.lidless.contract;

import java.io.IOException;
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

/// The table of docs/reference/api.md that names each command's operations, or says why it has none.
public final class CommandTable {

    private static final Path PAGE = Path.of(System.getProperty("lidless.home", "."), "docs/reference/api.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z -]+)` \\| ([^|]*) ?\\| ([^|]*) ?\\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)`");

    private CommandTable() {}

    /// @param operations that do the same
    /// @param reason     why there is none, or what of it is left out
    public record Row(List<String> operations, String reason) {

        public Row {
            operations = List.copyOf(operations);
        }
    }

    /// By command.
    public static SortedMap<String, Row> read() throws IOException {
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

    /// Whatever does what some command does.
    public static SortedSet<String> operations() throws IOException {
        SortedSet<String> all = new TreeSet<>();
        read().values().forEach(row -> all.addAll(row.operations()));
        return all;
    }
}
