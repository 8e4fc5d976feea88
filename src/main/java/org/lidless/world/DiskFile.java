package org.lidless.world;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file. One thread at a time, except [#read], which any thread may call.
public interface DiskFile extends Closeable {

    /// Length in bytes.
    long size() throws IOException;

    /// Reads up to `into.remaining()` bytes from a place in the file; returns how many, or -1 at the end.
    int read(ByteBuffer into, long position) throws IOException;

    /// Writes all remaining bytes of the parts, in order, at a place in the file. After a failure any prefix of them
    /// may have been written.
    void write(ByteBuffer[] parts, long position) throws IOException;

    /// Cuts the file to this length.
    void truncate(long length) throws IOException;

    /// Makes what was written, and the length, durable (fdatasync). After a failure nothing is known about any byte
    /// written since the last force, and calling it again proves nothing.
    void force() throws IOException;
}
