package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What Linux knows of some processes and all their children (proc(5)). A process that has ended counts as nothing.
final class Processes {

    private static final double TICKS_PER_SECOND = 100.0;

    private Processes() {}

    /// CPU seconds of these processes so far, user and system.
    static double cpuSeconds(List<Process> roots) {
        long ticks = 0;
        for (long pid : tree(roots)) {
            String line = read("/proc/" + pid + "/stat");
            if (!line.isEmpty()) {
                String[] words = line.substring(line.lastIndexOf(')') + 2).split(" ");
                ticks += Long.parseLong(words[11]) + Long.parseLong(words[12]);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /// Bytes of memory that these processes hold now.
    static long residentBytes(List<Process> roots) {
        long bytes = 0;
        for (long pid : tree(roots)) {
            for (String line : read("/proc/" + pid + "/status").split("\n")) {
                if (line.startsWith("VmRSS:")) {
                    bytes += Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        }
        return bytes;
    }

    private static List<Long> tree(List<Process> roots) {
        return roots.stream()
                .flatMap(each -> Stream.concat(Stream.of(each.toHandle()), each.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException ended) {
            return "";
        }
    }
}
