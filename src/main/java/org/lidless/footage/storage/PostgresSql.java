package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The index's SQL as PostgreSQL wants it. There is one list of tables and one text of each statement, written for
/// SQLite; where the two differ, the statement is turned over here, by rules, so that no engine can lag behind the
/// other. Any thread.
final class PostgresSql {

    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+) \\((.*)\\)( WITHOUT ROWID)?");
    private static final Pattern KEY = Pattern.compile("PRIMARY KEY \\(([^)]*)\\)");
    private static final Pattern INSERT = Pattern.compile("INSERT (?:OR \\w+ )?INTO (\\w+) \\(([^)]*)\\).*");
    private static final Pattern SMALLER = Pattern.compile("\\b(min|max)\\(([^(),]+), ([^(),]+)\\)");

    private static final Map<String, List<String>> KEYS = keys();
    private static final Map<String, String> TURNED = new ConcurrentHashMap<>();

    private PostgresSql() {}

    /// A statement of the index. There are few, so each is turned over once.
    static String of(String sql) {
        return TURNED.computeIfAbsent(sql, PostgresSql::turned);
    }

    /// A table or an index of the schema.
    static String create(String sql) {
        return sql.replace("INTEGER PRIMARY KEY", "INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
                .replace("BLOB", "BYTEA")
                .replace(" TEXT", " TEXT COLLATE \"C\"")
                .replace(" WITHOUT ROWID", "");
    }

    private static String turned(String sql) {
        String same = SMALLER.matcher(sql.replaceAll(" INDEXED BY \\w+", ""))
                .replaceAll(found -> (found.group(1).equals("min") ? "LEAST" : "GREATEST")
                        + Matcher.quoteReplacement("(" + found.group(2) + ", " + found.group(3) + ")"));
        Matcher insert = INSERT.matcher(same);
        if (!insert.matches()) {
            return same;
        }
        List<String> key = KEYS.getOrDefault(insert.group(1), List.of());
        String target = " ON CONFLICT (" + String.join(", ", key) + ") DO UPDATE SET ";
        if (same.startsWith("INSERT OR IGNORE INTO")) {
            return "INSERT INTO" + same.substring("INSERT OR IGNORE INTO".length()) + " ON CONFLICT DO NOTHING";
        }
        if (same.startsWith("INSERT OR REPLACE INTO")) {
            List<String> others = new ArrayList<>(List.of(insert.group(2).split(", ")));
            others.removeAll(key);
            return "INSERT INTO" + same.substring("INSERT OR REPLACE INTO".length()) + target
                    + others.stream().map(each -> each + " = excluded." + each).collect(Collectors.joining(", "));
        }
        return same.replace(" ON CONFLICT DO UPDATE SET ", target);
    }

    private static Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String sql : IndexSchema.TABLES) {
            Matcher table = TABLE.matcher(sql);
            if (table.matches()) {
                Matcher key = KEY.matcher(table.group(2));
                keys.put(table.group(1), key.find() ? List.of(key.group(1).split(", ")) : List.of("id"));
            }
        }
        return keys;
    }
}
