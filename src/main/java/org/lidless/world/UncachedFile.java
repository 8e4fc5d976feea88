package org.lidless.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file that is written past the page cache: what is written once and seldom read soon costs no pages there, and
/// drives nothing else out.
///
/// The device takes whole blocks. What does not fill the last one is kept here, written with zeros behind it, and
/// written again with what comes next. So until [#truncate] the file may be up to a block longer than what was written.
final class UncachedFile implements DiskFile {

    /// Multiples of every block in use, like all sizes between them.
    private static final int GATHERED_BYTES_FIRST = 1 << 17;
    private static final int GATHERED_BYTES_MAX = 1 << 20;

    private final FileChannel channel;
    private final int block;
    private final ByteBuffer tail;
    private long end;

    /// A writer thread has one place to gather in, aligned for any block in use, as large as what it has written: those
    /// who only help to begin segments are many, and write little.
    private static final ThreadLocal<ByteBuffer> GATHERED = ThreadLocal.withInitial(() -> room(GATHERED_BYTES_FIRST));

    /// @param channel of an empty file, opened with `ExtendedOpenOption.DIRECT`
    /// @param block   bytes, at most [Disk#BLOCK_BYTES_MAX]
    UncachedFile(FileChannel channel, int block) {
        this.channel = channel;
        this.block = block;
        this.tail = ByteBuffer.allocate(block).limit(0);
    }

    private static ByteBuffer room(int bytes) {
        return ByteBuffer.allocateDirect(bytes + Disk.BLOCK_BYTES_MAX)
                .alignedSlice(Disk.BLOCK_BYTES_MAX)
                .slice(0, bytes);
    }

    /// The calling thread's place, with room for so many bytes or for as many as there can be.
    private static ByteBuffer gathering(long bytes) {
        ByteBuffer mine = GATHERED.get();
        if (mine.capacity() < Math.min(bytes, GATHERED_BYTES_MAX)) {
            mine = room((int) Math.min(GATHERED_BYTES_MAX, Long.highestOneBit(bytes) * 2));
            GATHERED.set(mine);
        }
        return mine.clear();
    }

    @Override
    public void write(ByteBuffer[] parts, long position) throws IOException {
        if (position != end) {
            throw new IllegalArgumentException("byte " + position + " is not the end of the file, which is " + end);
        }
        long bytes = (long) tail.limit() + block;
        for (ByteBuffer part : parts) {
            bytes += part.remaining();
        }
        ByteBuffer gathered = gathering(bytes);
        long at = end - tail.limit();
        gathered.put(tail.rewind());
        for (ByteBuffer part : parts) {
            while (part.hasRemaining()) {
                int count = Math.min(part.remaining(), gathered.remaining());
                gathered.put(part.slice(part.position(), count));
                part.position(part.position() + count);
                if (!gathered.hasRemaining()) {
                    at = writeOut(gathered.flip(), at);
                    gathered.clear();
                }
            }
        }
        end = at + gathered.position();
        keepTail(gathered);
        while (gathered.position() % block != 0) {
            gathered.put((byte) 0);
        }
        writeOut(gathered.flip(), at);
    }

    private void keepTail(ByteBuffer gathered) {
        int length = gathered.position() % block;
        tail.clear().put(gathered.slice(gathered.position() - length, length)).flip();
    }

    private long writeOut(ByteBuffer blocks, long position) throws IOException {
        long at = position;
        while (blocks.hasRemaining()) {
            at += channel.write(blocks, at);
        }
        return at;
    }

    /// Bytes that were written, without the zeros behind them.
    @Override
    public long size() {
        return end;
    }

    @Override
    public int read(ByteBuffer into, long position) {
        throw new UnsupportedOperationException("a file that is written past the cache is read by another handle");
    }

    /// Cuts off the zeros behind what was written.
    @Override
    public void truncate(long length) throws IOException {
        if (length != end) {
            throw new IllegalArgumentException("only the end can be cut to, which is " + end + " and not " + length);
        }
        channel.truncate(length);
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
