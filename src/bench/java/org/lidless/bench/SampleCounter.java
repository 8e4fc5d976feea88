package org.lidless.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Counts samples in fragmented MP4 files by their `trun` boxes (ISO/IEC 14496-12, 8.8.8), so that what is stored is
/// known without asking who stored it.
final class SampleCounter {

    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;

    private SampleCounter() {}

    /// Samples of every camera below a directory; the camera is the first path element that has its name.
    static TreeMap<String, Long> below(Path directory) throws IOException {
        var samples = new TreeMap<String, Long>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file :
                    all.filter(each -> each.toString().endsWith(".mp4")).toList()) {
                samples.merge(camera(directory.relativize(file)), in(file), Long::sum);
            }
        }
        return samples;
    }

    private static String camera(Path file) {
        for (Path element : file) {
            if (element.toString().startsWith("camera-")) {
                return element.toString().replace(".mp4", "");
            }
        }
        return file.toString();
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
