package org.lidless.footage.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.SystemDisk;

/// The machine's disk, with faults that a test switches on: no space, read-only, an error at a force, a hang of
/// forces or of looks.
final class FaultyDisk implements Disk {

    private final SystemDisk real = new SystemDisk();
    private final AtomicInteger forcesToFail = new AtomicInteger();
    private final AtomicInteger forces = new AtomicInteger();
    private volatile boolean isFull;
    private volatile boolean isReadOnly;
    private volatile CountDownLatch hang = new CountDownLatch(0);
    private volatile boolean isHanging;
    private volatile boolean looksHang;

    /// Writes fail for want of space.
    void full(boolean full) {
        isFull = full;
    }

    /// Nothing can be changed any more.
    void readOnly(boolean readOnly) {
        isReadOnly = readOnly;
    }

    private void requireWritable() throws IOException {
        if (isReadOnly) {
            throw new IOException("Read-only file system");
        }
    }

    /// The next forces fail with an I/O error.
    void failForces(int count) {
        forcesToFail.set(count);
    }

    /// Forces of files that were asked for.
    int forces() {
        return forces.get();
    }

    /// Forces do not come back.
    void hang() {
        hang = new CountDownLatch(1);
    }

    /// Whoever asks for the room does not come back.
    void hangLooks() {
        hang();
        looksHang = true;
    }

    private void hangHere() throws IOException {
        try {
            isHanging = hang.getCount() > 0;
            hang.await();
            isHanging = false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /// What hangs comes back.
    void release() {
        looksHang = false;
        hang.countDown();
    }

    /// Whether somebody waits in a force.
    boolean isHanging() {
        return isHanging;
    }

    private final class FaultyFile implements DiskFile {

        private final DiskFile file;

        FaultyFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public void write(ByteBuffer[] parts, long position) throws IOException {
            requireWritable();
            if (isFull) {
                throw new IOException("No space left on device");
            }
            file.write(parts, position);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void force() throws IOException {
            forces.incrementAndGet();
            if (forcesToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("Input/output error");
            }
            hangHere();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        requireWritable();
        return new FaultyFile(real.create(file));
    }

    @Override
    public DiskFile createToAppend(Path file) throws IOException {
        requireWritable();
        return new FaultyFile(real.createToAppend(file));
    }

    @Override
    public DiskFile createPrivate(Path file) throws IOException {
        requireWritable();
        return new FaultyFile(real.createPrivate(file));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        requireWritable();
        return new FaultyFile(real.open(file));
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return real.openToRead(file);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        requireWritable();
        real.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return real.list(directory);
    }

    @Override
    public boolean isDirectory(Path path) {
        return real.isDirectory(path);
    }

    @Override
    public boolean exists(Path path) {
        return real.exists(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        requireWritable();
        real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        requireWritable();
        real.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) {
        // A test needs no durability of its own.
    }

    @Override
    public long bytesFree(Path path) throws IOException {
        if (looksHang) {
            hangHere();
        }
        return isFull ? 0 : real.bytesFree(path);
    }

    @Override
    public Optional<AutoCloseable> tryLock(Path file) throws IOException {
        requireWritable();
        return real.tryLock(file);
    }
}
