package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.world.Disk;

/// The files below a pool's `segments`.
final class SegmentFiles {

    private static final int DEPTH = 3;

    /// @param file inside the pool
    /// @param name empty when it is not named as a segment
    record Entry(String file, Optional<SegmentName> name) {}

    private SegmentFiles() {}

    static List<Entry> list(Disk disk, Path pool) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Path top = pool.resolve(SegmentName.DIRECTORY);
        if (disk.isDirectory(top)) {
            list(disk, top, SegmentName.DIRECTORY, DEPTH, entries);
        }
        return entries;
    }

    private static void list(Disk disk, Path directory, String prefix, int depth, List<Entry> into) throws IOException {
        for (Path each : disk.list(directory)) {
            String file = prefix + "/" + each.getFileName();
            if (depth > 0 && disk.isDirectory(each)) {
                list(disk, each, file, depth - 1, into);
            } else {
                into.add(new Entry(file, SegmentName.parse(file)));
            }
        }
    }
}
