package org.lidless.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.CameraId;
import org.lidless.domain.StreamId;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Reads the segments of a pool by the book (docs/formats/segment.md) and by no class of the product's storage, as the
/// judge of what is really on the disk.
final class RawPool {

    /// A sample's account, and when it is shown.
    record Found(String value, long fromUs, long toUs) {}

    private RawPool() {}

    /// Every sample in every segment, by stream, run and number; its content, or a complaint.
    static Map<StreamId, Map<String, Found>> samples(Disk disk, Path pool) throws IOException {
        Map<StreamId, Map<String, Found>> all = new TreeMap<>();
        for (Path file : files(disk, pool.resolve("segments"))) {
            StreamId stream = StreamId.main(new CameraId(file.getName(2).toString()));
            read(stream, content(disk, file), all.computeIfAbsent(stream, first -> new TreeMap<>()));
        }
        return all;
    }

    private static List<Path> files(Disk disk, Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!disk.isDirectory(directory)) {
            return files;
        }
        for (Path each : disk.list(directory)) {
            if (disk.isDirectory(each)) {
                files.addAll(files(disk, each));
            } else {
                files.add(each);
            }
        }
        return files;
    }

    private static ByteBuffer content(Disk disk, Path file) throws IOException {
        try (DiskFile open = disk.openToRead(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) open.size());
            while (bytes.hasRemaining() && open.read(bytes, bytes.position()) > 0) {
                // until all is read
            }
            return bytes.flip();
        }
    }

    private static void read(StreamId stream, ByteBuffer in, Map<String, Found> into) {
        int at = 0;
        while (at + 24 <= in.limit()) {
            int size = in.getInt(at);
            boolean fragment = "uuid".equals(ascii(in, at + 4)) && in.getInt(at + 20) == 0x44465247;
            if (size < 8 || size > in.limit() - at) {
                return;
            }
            if (!fragment) {
                at += size;
                continue;
            }
            long run = in.getLong(at + 28);
            long number = in.getLong(at + 36);
            int count = in.getInt(at + 44);
            long firstUs = in.getLong(at + 48);
            int body = in.getInt(at + 64);
            int moof = at + size;
            if (moof + body > in.limit()) {
                return;
            }
            int entries = moof + 88;
            int payload = moof + 96 + 16 * count;
            for (int i = 0; i < count; i++) {
                long timeUs = firstUs + in.getInt(at + 72 + 4 * i);
                int duration = in.getInt(entries + 16 * i);
                int length = in.getInt(entries + 16 * i + 4);
                boolean key = in.getInt(entries + 16 * i + 8) == 0x02000000;
                String value = StorageStory.value(timeUs, key, in.slice(payload, length));
                into.put(
                        StorageStory.key(stream, run, number + i),
                        new Found(value, timeUs, timeUs + duration * 100L / 9));
                payload += length;
            }
            at = moof + body;
        }
    }

    private static String ascii(ByteBuffer in, int at) {
        byte[] letters = new byte[4];
        in.get(at, letters);
        return new String(letters, StandardCharsets.US_ASCII);
    }
}
