package org.lidless.wire.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import org.lidless.domain.PoolId;
import org.lidless.world.DiskFile;

/// A segment at a peer, read by ranges. It holds one stretch of the file that was fetched ahead: 256 KiB, and up to
/// 1 MiB while it is read from front to back. Two threads that read at different places only cost each other bytes.
final class PeerFile implements DiskFile {

    private static final int AHEAD_MIN = 256 * 1024;

    /// @param from  its place in the file
    /// @param bytes all of it, never changed
    private record Stretch(long from, ByteBuffer bytes) {

        private static final Stretch NOTHING = new Stretch(0, ByteBuffer.allocate(0));

        int length() {
            return bytes.limit();
        }

        boolean holds(long position) {
            return from <= position && position < from + length();
        }

        long end() {
            return from + length();
        }
    }

    private final PeerClient peer;
    private final PoolId pool;
    private final String file;
    private volatile Stretch held = Stretch.NOTHING;
    private volatile boolean closed;

    PeerFile(PeerClient peer, PoolId pool, String file) {
        this.peer = peer;
        this.pool = pool;
        this.file = file;
    }

    /// Asks the peer each time: an open segment grows.
    @Override
    public long size() throws IOException {
        return fetch(new ByteRange(0, 1)).wholeLength();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        int count = 0;
        while (into.hasRemaining()) {
            Stretch stretch = held;
            if (!stretch.holds(position + count)) {
                stretch = ahead(stretch, position + count, into.remaining());
                if (stretch.length() == 0) {
                    break;
                }
            }
            int at = (int) (position + count - stretch.from());
            int part = Math.min(into.remaining(), stretch.length() - at);
            into.put(into.position(), stretch.bytes(), at, part);
            into.position(into.position() + part);
            count += part;
        }
        return count == 0 && into.hasRemaining() ? -1 : count;
    }

    private Stretch ahead(Stretch before, long position, int wanted) throws IOException {
        boolean goesOn = before.length() > 0 && before.end() == position;
        int least = goesOn ? 2 * before.length() : AHEAD_MIN;
        int count = Math.clamp(Math.max(least, wanted), AHEAD_MIN, ByteRange.BYTES_MAX);
        Stretch fetched =
                new Stretch(position, fetch(new ByteRange(position, count)).bytes());
        if (fetched.length() > 0) {
            held = fetched;
        }
        return fetched;
    }

    private PeerClient.Part fetch(ByteRange range) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return peer.part(pool, file, range);
    }

    @Override
    public void write(ByteBuffer[] parts, long position) {
        throw new NonWritableChannelException();
    }

    @Override
    public void truncate(long length) {
        throw new NonWritableChannelException();
    }

    @Override
    public void force() {
        throw new NonWritableChannelException();
    }

    @Override
    public void close() {
        closed = true;
        held = Stretch.NOTHING;
    }
}
