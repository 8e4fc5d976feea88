package org.lidless.footage.storage.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lidless.world.BlockFile;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// A disk that is another one in everything that a test does not change.
class DiskBehind implements Disk {

    private final Disk disk;

    DiskBehind(Disk disk) {
        this.disk = disk;
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
        return disk.openToRead(file);
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
}
