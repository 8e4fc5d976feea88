package org.lidless.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text in columns, each as wide as its widest cell.
final class Table {

    private static final String SPACE = "  ";
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(List.of(heads));
    }

    void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "a row of " + cells.length + " under " + rows.getFirst().size() + " heads");
        }
        rows.add(List.of(cells));
    }

    /// One line a row, without space at the end.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell)
                        .append(" ".repeat(width(column) - length(cell)))
                        .append(SPACE);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    }

    private static int length(String cell) {
        return COLOUR.matcher(cell).replaceAll("").length();
    }
}
