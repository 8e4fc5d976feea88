package org.lidless.footage.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// A disk in memory that never fails, is as fast as memory, and counts what is open. One thread.
final class SoakDisk implements Disk {

    private final TreeMap<Path, Content> files = new TreeMap<>();
    private final TreeSet<Path> directories = new TreeSet<>(List.of(Path.of("/")));
    private int open;

    /// Handles that have not been closed.
    int open() {
        return open;
    }

    /// Bytes of all files.
    long bytes() {
        return files.values().stream().mapToLong(each -> each.size).sum();
    }

    private static final class Content {
        private byte[] bytes = new byte[4096];
        private int size;
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        if (files.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        var fresh = new Content();
        files.put(file, fresh);
        return new Handle(fresh);
    }

    @Override
    public DiskFile createToAppend(Path file) throws IOException {
        return create(file);
    }

    @Override
    public DiskFile createPrivate(Path file) throws IOException {
        return create(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new Handle(content(file));
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return open(file);
    }

    private Content content(Path file) throws NoSuchFileException {
        Content found = files.get(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        return found;
    }

    @Override
    public void createDirectories(Path directory) {
        for (Path each = directory; each != null; each = each.getParent()) {
            directories.add(each);
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        if (!directories.contains(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        var inside = new TreeSet<Path>();
        for (Path each : files.tailMap(directory, false).keySet()) {
            if (!each.startsWith(directory)) {
                break;
            }
            if (directory.equals(each.getParent())) {
                inside.add(each);
            }
        }
        for (Path each : directories.tailSet(directory, false)) {
            if (!each.startsWith(directory)) {
                break;
            }
            if (directory.equals(each.getParent())) {
                inside.add(each);
            }
        }
        return List.copyOf(inside);
    }

    @Override
    public boolean isDirectory(Path path) {
        return directories.contains(path);
    }

    @Override
    public boolean exists(Path path) {
        return files.containsKey(path) || directories.contains(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Content moved = content(from);
        files.remove(from);
        files.put(to, moved);
    }

    @Override
    public void delete(Path file) throws IOException {
        content(file);
        files.remove(file);
    }

    @Override
    public void forceDirectory(Path directory) {
        // Memory keeps everything.
    }

    @Override
    public long bytesFree(Path path) {
        return Long.MAX_VALUE;
    }

    @Override
    public Optional<AutoCloseable> tryLock(Path file) {
        files.putIfAbsent(file, new Content());
        return Optional.of(() -> {});
    }

    private final class Handle implements DiskFile {

        private final Content of;
        private boolean isClosed;

        Handle(Content of) {
            this.of = of;
            open++;
        }

        @Override
        public long size() {
            return of.size;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            if (position >= of.size) {
                return -1;
            }
            int count = (int) Math.min(into.remaining(), of.size - position);
            into.put(of.bytes, (int) position, count);
            return count;
        }

        @Override
        public void write(ByteBuffer[] parts, long position) {
            int at = (int) position;
            for (ByteBuffer part : parts) {
                int count = Objects.requireNonNull(part).remaining();
                if (at + count > of.bytes.length) {
                    of.bytes = Arrays.copyOf(of.bytes, Math.max(at + count, of.bytes.length * 2));
                }
                part.get(of.bytes, at, count);
                at += count;
            }
            of.size = Math.max(of.size, at);
        }

        @Override
        public void truncate(long length) {
            of.size = (int) Math.min(of.size, length);
        }

        @Override
        public void force() {
            // Memory keeps everything.
        }

        @Override
        public void close() {
            open -= isClosed ? 0 : 1;
            isClosed = true;
        }
    }
}
