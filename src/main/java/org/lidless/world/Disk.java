package org.lidless.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Files and directories. Every method may fail with an [IOException] whose type or message tells why
/// (`NoSuchFileException`, `FileAlreadyExistsException`, "No space left on device", …). Any thread.
///
/// What was written is durable only after [DiskFile#force]; a created, renamed or deleted name only after
/// [#forceDirectory] of its directory.
public interface Disk {

    /// Creates a file that must not exist, for writing and reading.
    DiskFile create(Path file) throws IOException;

    /// A file that is appended to may end with so many zeros at most, less one, behind what was written.
    int BLOCK_BYTES_MAX = 1 << 16;

    /// Creates a file that must not exist, to append to: it cannot be read by this handle, and each write
    /// begins where the one before has ended. Where the file system can, writes go past the page cache; then the
    /// file may be up to [#BLOCK_BYTES_MAX] longer than what was written, with zeros behind it, until
    /// [DiskFile#truncate] cuts it to its length.
    DiskFile createToAppend(Path file) throws IOException;

    /// Creates a file that must not exist, to be written in whole blocks.
    default BlockFile createInBlocks(Path file) throws IOException {
        return new BlockFile(create(file), BlockFile.BYTES_USUAL);
    }

    /// Creates a file that must not exist and that only this process's user may read or write.
    DiskFile createPrivate(Path file) throws IOException;

    /// Opens an existing file for writing and reading.
    DiskFile open(Path file) throws IOException;

    /// Opens an existing file for reading.
    DiskFile openToRead(Path file) throws IOException;

    /// Creates a directory and those above it, where they are missing.
    void createDirectories(Path directory) throws IOException;

    /// What is in a directory, sorted by name; fails when there is no such directory.
    List<Path> list(Path directory) throws IOException;

    boolean isDirectory(Path path);

    boolean exists(Path path);

    /// Moves a file in one step, replacing what has the name.
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /// Makes creations, renames and deletions in this directory durable.
    void forceDirectory(Path directory) throws IOException;

    /// Bytes that this process may still write to the file system that holds the path.
    long bytesFree(Path path) throws IOException;

    /// Bytes of the whole file system that holds the path; `Long.MAX_VALUE` when that is not known.
    default long bytesTotal(Path path) throws IOException {
        return Long.MAX_VALUE;
    }

    /// The whole of a small file.
    ///
    /// @throws IOException also when it is longer than `bytesMax`
    default byte[] readWhole(Path file, int bytesMax) throws IOException {
        try (DiskFile open = openToRead(file)) {
            long size = open.size();
            if (size > bytesMax) {
                throw new IOException(file + " has " + size + " bytes, more than " + bytesMax);
            }
            ByteBuffer whole = ByteBuffer.allocate((int) size);
            while (whole.hasRemaining() && open.read(whole, whole.position()) > 0) {
                // until it is full or the file ends
            }
            return Arrays.copyOf(whole.array(), whole.position());
        }
    }

    /// Takes an exclusive lock by a file that stays; empty when another process has it. Closing gives it back, and so
    /// does the end of the process.
    Optional<AutoCloseable> tryLock(Path file) throws IOException;
}
