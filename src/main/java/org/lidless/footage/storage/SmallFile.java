package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Whole small files: read at once, replaced in one step.
final class SmallFile {

    private SmallFile() {}

    static byte[] read(Disk disk, Path file, int bytesMax) throws IOException {
        try (DiskFile open = disk.openToRead(file)) {
            ByteBuffer bytes = new FileWindow(open, bytesMax).at(0, bytesMax);
            byte[] content = new byte[bytes.remaining()];
            bytes.get(content);
            return content;
        }
    }

    /// Writes beside it, forces, and renames: a reader sees the old or the new one, never half of it.
    static void replace(Disk disk, Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        if (disk.exists(beside)) {
            disk.delete(beside);
        }
        try (DiskFile open = disk.create(beside)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(content)}, 0);
            open.force();
        }
        disk.rename(beside, file);
        if (directory != null) {
            disk.forceDirectory(directory);
        }
    }
}
