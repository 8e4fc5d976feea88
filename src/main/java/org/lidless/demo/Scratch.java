package org.lidless.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// The directory that a demo uses and throws away.
record Scratch(Disk disk, Path directory) {

    static Scratch create(Disk disk, Path directory) throws IOException {
        disk.createDirectories(directory);
        return new Scratch(disk, directory.toAbsolutePath());
    }

    /// A directory of its own inside.
    Path folder(String name) throws IOException {
        Path folder = directory.resolve(name);
        disk.createDirectories(folder);
        return folder;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /// Writes a text file.
    Path write(String name, String text) throws IOException {
        Path file = file(name);
        try (DiskFile out = disk.create(file)) {
            out.write(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))}, 0);
        }
        return file;
    }

    void delete() throws IOException {
        delete(directory);
    }

    private void delete(Path path) throws IOException {
        if (disk.isDirectory(path)) {
            for (Path entry : disk.list(path)) {
                delete(entry);
            }
        }
        disk.delete(path);
    }
}
