package org.lidless.footage.storage;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;

/// A catalogue file's place in its pool: `catalogue/NODE/YYYY-MM-DD.cat`, or `…-2.cat` and so on after one that could
/// not be written any more. Ordered as its writer wrote them.
record CatalogueName(NodeId node, LocalDate day, int number) implements Comparable<CatalogueName> {

    static final String DIRECTORY = "catalogue";

    private static final Pattern FILE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:-(\\d{1,6}))?\\.cat");
    private static final Comparator<CatalogueName> ORDER = Comparator.comparing(CatalogueName::node)
            .thenComparing(CatalogueName::day)
            .thenComparingInt(CatalogueName::number);

    static LocalDate day(long wallUs) {
        return LocalDate.ofInstant(TimeSpan.instant(wallUs), ZoneOffset.UTC);
    }

    static Optional<CatalogueName> parse(NodeId node, String fileName) {
        Matcher parts = FILE.matcher(fileName);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            int number = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
            return Optional.of(new CatalogueName(node, LocalDate.parse(parts.group(1)), number));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    /// Reads [#file] back; empty when it is no catalogue's path.
    static Optional<CatalogueName> parseFile(String file) {
        String[] parts = file.split("/", -1);
        if (parts.length != 3 || !parts[0].equals(DIRECTORY)) {
            return Optional.empty();
        }
        try {
            return parse(new NodeId(parts[1]), parts[2])
                    .filter(name -> name.file().equals(file));
        } catch (IllegalArgumentException noNode) {
            return Optional.empty();
        }
    }

    CatalogueName next() {
        return new CatalogueName(node, day, number + 1);
    }

    String fileName() {
        return day + (number == 1 ? "" : "-" + number) + ".cat";
    }

    /// The path inside the pool.
    String file() {
        return DIRECTORY + "/" + node + "/" + fileName();
    }

    @Override
    public int compareTo(CatalogueName other) {
        return ORDER.compare(this, other);
    }
}
