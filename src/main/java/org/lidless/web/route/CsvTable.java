package org.lidless.web.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table as text (RFC 4180), whose first line names the columns. Pure.
final class CsvTable {

    private static final int ROWS_MAX = 5_000;

    private CsvTable() {}

    /// Rows, each with what is not empty by its column's name.
    ///
    /// @throws org.lidless.domain.ProblemException `REQUEST_REFUSED` with the line
    static List<Map<String, Object>> read(byte[] text) {
        List<List<String>> lines = lines(new String(text, StandardCharsets.UTF_8));
        if (lines.isEmpty()) {
            throw Asks.wrong("The table is empty.", "Begin with a line of column names: name,url,...");
        }
        List<String> columns = lines.getFirst().stream().map(String::strip).toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            List<String> cells = lines.get(line);
            if (cells.size() != columns.size()) {
                throw Asks.wrong(
                        "Line " + (line + 1) + " has " + cells.size() + " cells, and the first one " + columns.size()
                                + ".",
                        "Give every line as many cells.");
            }
            Map<String, Object> row = new LinkedHashMap<>();
            for (int column = 0; column < columns.size(); column++) {
                if (!cells.get(column).isEmpty()) {
                    row.put(columns.get(column), cells.get(column));
                }
            }
            rows.add(row);
        }
        if (rows.size() > ROWS_MAX) {
            throw Asks.wrong("The table has more than " + ROWS_MAX + " lines.", "Send it in parts.");
        }
        return rows;
    }

    private static List<List<String>> lines(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (quoted) {
                if (letter != '"') {
                    cell.append(letter);
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append('"');
                    at++;
                } else {
                    quoted = false;
                }
            } else if (letter == '"') {
                quoted = true;
            } else if (letter == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (letter == '\n') {
                end(lines, cells, cell);
            } else if (letter != '\r') {
                cell.append(letter);
            }
        }
        if (quoted) {
            throw Asks.wrong("A quotation mark of the table is never closed.", "Close it, or double it inside a cell.");
        }
        end(lines, cells, cell);
        return lines;
    }

    private static void end(List<List<String>> lines, List<String> cells, StringBuilder cell) {
        cells.add(cell.toString());
        cell.setLength(0);
        boolean isEmpty = cells.size() == 1 && cells.getFirst().isEmpty();
        if (!isEmpty) {
            lines.add(List.copyOf(cells));
        }
        cells.clear();
    }
}
