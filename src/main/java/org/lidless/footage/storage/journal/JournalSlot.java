package org.lidless.footage.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lidless.world.BlockFile;

/// One file of the journal: filled with commits from its beginning, and used again when nothing in it is needed.
/// Under the journal's lock.
///
/// FREE → FILLING → FULL → FREE, and from FILLING or FULL, when a write or force failed, FAILED: never used again, and
/// deleted when nothing in it is needed.
final class JournalSlot {

    private final Path path;
    private final BlockFile blocks;
    private long at;
    private long last;
    private boolean isFailed;

    JournalSlot(Path path, BlockFile blocks) {
        this.path = path;
        this.blocks = blocks;
    }

    Path path() {
        return path;
    }

    int blockBytes() {
        return blocks.blockBytes();
    }

    /// Begins it again.
    void begin() {
        at = 0;
    }

    /// Bytes in it since it was begun.
    long bytes() {
        return at;
    }

    /// Number of the newest commit in it.
    long last() {
        return last;
    }

    boolean isFailed() {
        return isFailed;
    }

    /// Writes a commit and makes it durable.
    void write(ByteBuffer commit, long number) throws IOException {
        long length = commit.remaining();
        isFailed = true;
        last = number;
        blocks.file().write(new ByteBuffer[] {commit}, at);
        blocks.file().force();
        at += length;
        isFailed = false;
    }

    void close() throws IOException {
        blocks.file().close();
    }
}
