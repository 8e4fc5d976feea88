package org.lidless.footage.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.lidless.world.BlockFile;
import org.lidless.world.Clock;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// A disk that is read slowly, so that whoever reads all of it leaves the rest to recording. Writing is as fast as
/// ever.
/// One thread.
public final class PacedDisk implements Disk {

    /// Rests are at least so long, µs: many short ones would cost more than they save.
    private static final long REST_LEAST_US = 20_000;

    private final Disk disk;
    private final Clock clock;
    private final long bytesPerSecond;
    private final BooleanSupplier goesOn;
    private long startedUs;
    private long bytes;

    /// @param bytesPerSecond at most, on average
    /// @param goesOn         when it says no, reading ends with an [InterruptedIOException]
    public PacedDisk(Disk disk, Clock clock, long bytesPerSecond, BooleanSupplier goesOn) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("something is read each second, not " + bytesPerSecond);
        }
        this.disk = disk;
        this.clock = clock;
        this.bytesPerSecond = bytesPerSecond;
        this.goesOn = goesOn;
        this.startedUs = clock.elapsedUs();
    }

    private void read(int count) throws InterruptedIOException {
        if (!goesOn.getAsBoolean()) {
            throw new InterruptedIOException("reading was stopped");
        }
        bytes += Math.max(0, count);
        long dueUs = startedUs + (long) (bytes * 1e6 / bytesPerSecond);
        long aheadUs = dueUs - clock.elapsedUs();
        if (aheadUs >= REST_LEAST_US) {
            clock.pauseUs(aheadUs);
        } else if (aheadUs < -1_000_000) {
            // It was slower than it might have been: that is not made up for in a burst.
            startedUs = clock.elapsedUs();
            bytes = 0;
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return disk.create(file);
    }

    @Override
    public DiskFile createToAppend(Path file) throws IOException {
        return disk.createToAppend(file);
    }

    @Override
    public BlockFile createInBlocks(Path file) throws IOException {
        return disk.createInBlocks(file);
    }

    @Override
    public DiskFile createPrivate(Path file) throws IOException {
        return disk.createPrivate(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return new PacedFile(disk.openToRead(file));
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public boolean isDirectory(Path path) {
        return disk.isDirectory(path);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public long bytesFree(Path path) throws IOException {
        return disk.bytesFree(path);
    }

    @Override
    public Optional<AutoCloseable> tryLock(Path file) throws IOException {
        return disk.tryLock(file);
    }

    private final class PacedFile implements DiskFile {

        private final DiskFile file;

        PacedFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            int count = file.read(into, position);
            PacedDisk.this.read(count);
            return count;
        }

        @Override
        public void write(ByteBuffer[] parts, long position) throws IOException {
            file.write(parts, position);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
