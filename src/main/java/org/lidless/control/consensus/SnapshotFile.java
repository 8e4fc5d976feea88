package org.lidless.control.consensus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// One snapshot on disk: written aside, forced, then renamed, so that a name always means a whole one.
final class SnapshotFile {

    private SnapshotFile() {}

    static void write(Disk disk, Path file, byte[] bytes) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        if (disk.exists(aside)) {
            disk.delete(aside);
        }
        try (DiskFile open = disk.create(aside)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0);
            open.force();
        }
        disk.rename(aside, file);
        Path directory = file.getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
    }

    static byte[] read(Disk disk, Path file) throws IOException {
        try (DiskFile open = disk.openToRead(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(open.size()));
            while (bytes.hasRemaining()) {
                if (open.read(bytes, bytes.position()) < 0) {
                    throw new EOFException(file + " ended early");
                }
            }
            return bytes.array();
        }
    }
}
