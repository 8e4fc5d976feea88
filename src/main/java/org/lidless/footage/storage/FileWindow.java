package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lidless.world.DiskFile;

/// A stretch of a file in memory, moved along as it is asked for: bounded memory however long the file is. One thread.
final class FileWindow {

    private final DiskFile file;
    private ByteBuffer buffer;
    private long start;

    /// @param bytes how much to read at once
    FileWindow(DiskFile file, int bytes) {
        this.file = file;
        this.buffer = ByteBuffer.allocate(bytes).limit(0);
    }

    /// The bytes from a place on, at most this many, fewer only at the end of the file. Valid until the next call.
    ByteBuffer at(long position, int count) throws IOException {
        if (position < start || position + count > start + buffer.limit()) {
            fill(position, count);
        }
        int offset = (int) (position - start);
        return buffer.slice(offset, Math.min(count, buffer.limit() - offset));
    }

    private void fill(long position, int count) throws IOException {
        if (buffer.capacity() < count) {
            buffer = ByteBuffer.allocate(count);
        }
        buffer.clear();
        start = position;
        while (buffer.hasRemaining()) {
            int got = file.read(buffer, position + buffer.position());
            if (got < 0) {
                break;
            }
        }
        buffer.flip();
    }
}
