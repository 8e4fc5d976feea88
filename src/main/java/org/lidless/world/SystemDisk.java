package org.lidless.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The machine's file systems.
public final class SystemDisk implements Disk {

    @Override
    public DiskFile create(Path file) throws IOException {
        return new SystemDiskFile(FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile createToAppend(Path file) throws IOException {
        DiskFile cached = create(file);
        Optional<Uncached> past = pastTheCache(file, cached);
        return past.isPresent()
                ? new UncachedFile(past.get().channel(), past.get().blockBytes())
                : cached;
    }

    @Override
    public BlockFile createInBlocks(Path file) throws IOException {
        DiskFile cached = create(file);
        Optional<Uncached> past = pastTheCache(file, cached);
        return past.isPresent()
                ? new BlockFile(
                        new SystemDiskFile(past.get().channel()), past.get().blockBytes())
                : new BlockFile(cached, BlockFile.BYTES_USUAL);
    }

    private record Uncached(FileChannel channel, int blockBytes) {}

    /// Some file systems refuse to go past the cache only when the file is already there; so it is made first, and
    /// written through the cache when they do.
    ///
    /// @param cached is closed when the file can be written past the cache
    private static Optional<Uncached> pastTheCache(Path file, DiskFile cached) throws IOException {
        long block = Files.getFileStore(file).getBlockSize();
        if (block > BLOCK_BYTES_MAX || Long.bitCount(block) != 1) {
            return Optional.empty();
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, pastTheCache());
            cached.close();
            return Optional.of(new Uncached(channel, (int) block));
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /// The JDK's option for it (module `jdk.unsupported`); naming it in code is a warning that cannot be put down.
    private static OpenOption pastTheCache() {
        try {
            return Arrays.stream(Class.forName("com.sun.nio.file.ExtendedOpenOption")
                            .asSubclass(OpenOption.class)
                            .getEnumConstants())
                    .filter(each -> each.toString().equals("DIRECT"))
                    .findFirst()
                    .orElseThrow(UnsupportedOperationException::new);
        } catch (ClassNotFoundException anotherJdk) {
            throw new UnsupportedOperationException(anotherJdk);
        }
    }

    @Override
    public DiskFile createPrivate(Path file) throws IOException {
        return new SystemDiskFile(FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new SystemDiskFile(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return new SystemDiskFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long bytesTotal(Path path) throws IOException {
        return Files.getFileStore(path).getTotalSpace();
    }

    @Override
    public long bytesFree(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public Optional<AutoCloseable> tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    private record SystemDiskFile(FileChannel channel) implements DiskFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public void write(ByteBuffer[] parts, long position) throws IOException {
            channel.position(position);
            long left = 0;
            for (ByteBuffer part : parts) {
                left += part.remaining();
            }
            while (left > 0) {
                left -= channel.write(parts);
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
