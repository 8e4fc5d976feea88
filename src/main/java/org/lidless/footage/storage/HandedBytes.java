package org.lidless.footage.storage;

import java.nio.ByteBuffer;
import org.lidless.world.DiskFile;

/// A piece of a file in memory, that reads as if it were the file up to its end. Bytes before it are not there.
final class HandedBytes implements DiskFile {

    private final long from;
    private final ByteBuffer bytes;

    HandedBytes(long from, ByteBuffer bytes) {
        this.from = from;
        this.bytes = bytes.slice();
    }

    @Override
    public long size() {
        return from + bytes.limit();
    }

    @Override
    public int read(ByteBuffer into, long position) {
        if (position < from) {
            throw new IllegalArgumentException("byte " + position + " is before " + from);
        }
        long at = position - from;
        if (at >= bytes.limit()) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), bytes.limit() - at);
        into.put(bytes.slice((int) at, count));
        return count;
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("handed bytes are only read");
    }

    @Override
    public void write(ByteBuffer[] parts, long position) {
        throw readOnly();
    }

    @Override
    public void truncate(long length) {
        throw readOnly();
    }

    @Override
    public void force() {
        throw readOnly();
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
