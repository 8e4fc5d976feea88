package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.world.Disk;

/// The files of a chain: `NUMBER.audit`, named after their first record.
final class AuditFiles {

    /// A file that has so many bytes is followed by another.
    static final int BYTES_MAX = 1 << 20;

    /// The longest file that is read: the last line may go beyond [#BYTES_MAX].
    static final int READ_BYTES_MAX = BYTES_MAX + (1 << 20);

    private static final Pattern NAME = Pattern.compile("(\\d{12})(-\\d{1,4})?\\.audit");

    private AuditFiles() {}

    /// @param turn 0, or more when a file of that number is there and may not be written again
    static String name(long number, int turn) {
        return turn == 0
                ? String.format(Locale.ROOT, "%012d.audit", number)
                : String.format(Locale.ROOT, "%012d-%04d.audit", number, turn);
    }

    /// All of them, in order.
    static List<Path> of(Disk disk, Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path each : disk.list(directory)) {
            Matcher name = NAME.matcher(String.valueOf(each.getFileName()));
            if (name.matches()) {
                files.add(each);
            }
        }
        files.sort((one, other) -> key(one).compareTo(key(other)));
        return files;
    }

    /// Number of the first record that the file was begun with.
    static long firstNumber(Path file) {
        return Long.parseLong(String.valueOf(file.getFileName()).substring(0, 12));
    }

    private static String key(Path file) {
        String name = String.valueOf(file.getFileName());
        String bare = name.substring(0, name.length() - ".audit".length());
        return bare.contains("-") ? bare : bare + "-0000";
    }

    /// Its lines without line feeds; the last one is whatever stands behind the last line feed, and empty when nothing
    /// does.
    static List<String> lines(Disk disk, Path file, int bytesMax) throws IOException {
        String text = new String(disk.readWhole(file, bytesMax), StandardCharsets.UTF_8);
        return List.of(text.split("\n", -1));
    }
}
