package org.lidless.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Counts samples in fragmented MP4 files by their `trun` boxes (ISO/IEC 14496-12, 8.8.8), so that what is stored is
/// known without asking who stored it.
final class SampleCounter {

    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;

    /// A file that was counted, and how long it was then.
    private record Counted(long bytes, long samples) {}

    private final Path directory;
    private final Map<Path, Counted> files = new HashMap<>();

    /// Counts what is below a directory, again and again: a file that is deleted counts as it was last seen, so look
    /// often enough to have seen it whole.
    SampleCounter(Path directory) {
        this.directory = directory;
    }

    /// Samples in all files that were ever seen.
    long count() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file :
                    all.filter(each -> each.toString().endsWith(".mp4")).toList()) {
                look(file);
            }
        } catch (UncheckedIOException deletedMeanwhile) {
            return sum();
        }
        return sum();
    }

    /// Samples in those files that have a folder of this name above them, as last counted.
    long of(String folder) {
        return files.entrySet().stream()
                .filter(each -> directory.relativize(each.getKey()).toString().contains("/" + folder + "/"))
                .mapToLong(each -> each.getValue().samples())
                .sum();
    }

    private long sum() {
        return files.values().stream().mapToLong(Counted::samples).sum();
    }

    private void look(Path file) throws IOException {
        try {
            long bytes = Files.size(file);
            Counted before = files.get(file);
            if (before == null || before.bytes() != bytes) {
                files.put(file, new Counted(bytes, in(file)));
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            // As it was last seen.
        }
    }

    private static long in(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long samples = 0;
            long at = 0;
            while (at + HEADER <= channel.size()) {
                ByteBuffer header = read(channel, at, LARGE_HEADER);
                long size = Integer.toUnsignedLong(header.getInt(0));
                if (size == 1) {
                    size = header.getLong(HEADER);
                }
                if (size < HEADER || at + size > channel.size()) {
                    return samples;
                }
                if (header.getInt(4) == type("moof")) {
                    samples += inMoof(read(channel, at + HEADER, (int) size - HEADER));
                }
                at += size;
            }
            return samples;
        }
    }

    private static long inMoof(ByteBuffer moof) {
        long samples = 0;
        while (moof.remaining() >= HEADER) {
            int start = moof.position();
            int size = moof.getInt(start);
            int kind = moof.getInt(start + 4);
            if (kind == type("traf")) {
                samples += inMoof(moof.slice(start + HEADER, size - HEADER));
            } else if (kind == type("trun")) {
                samples += Integer.toUnsignedLong(moof.getInt(start + HEADER + 4));
            }
            moof.position(start + size);
        }
        return samples;
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {}
        return bytes.position() < length && length > LARGE_HEADER ? bytes.limit(0) : bytes.clear();
    }

    private static int type(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
