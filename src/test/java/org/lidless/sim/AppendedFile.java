package org.lidless.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lidless.world.DiskFile;

/// A file of a [SimulatedDisk] as one that is written past the page cache: in whole blocks, zeros behind what was
/// written, and the last block once more with what follows it.
final class AppendedFile implements DiskFile {

    static final int BLOCK_BYTES = 512;

    private final DiskFile blocks;
    private byte[] tail = {};
    private long end;

    AppendedFile(DiskFile blocks) {
        this.blocks = blocks;
    }

    @Override
    public void write(ByteBuffer[] parts, long position) throws IOException {
        if (position != end) {
            throw new IllegalArgumentException("byte " + position + " is not the end, which is " + end);
        }
        long at = end - tail.length;
        int length = tail.length
                + Arrays.stream(parts).mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer all = ByteBuffer.allocate((length + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES);
        all.put(tail);
        for (ByteBuffer part : parts) {
            all.put(part);
        }
        end = at + length;
        tail = Arrays.copyOfRange(all.array(), length / BLOCK_BYTES * BLOCK_BYTES, length);
        blocks.write(new ByteBuffer[] {all.clear()}, at);
    }

    @Override
    public void truncate(long length) throws IOException {
        if (length != end) {
            throw new IllegalArgumentException("only the end can be cut to, which is " + end + " and not " + length);
        }
        blocks.truncate(length);
    }

    @Override
    public long size() {
        return end;
    }

    @Override
    public int read(ByteBuffer into, long position) {
        throw new UnsupportedOperationException("a file that is appended to is read by another handle");
    }

    @Override
    public void force() throws IOException {
        blocks.force();
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
