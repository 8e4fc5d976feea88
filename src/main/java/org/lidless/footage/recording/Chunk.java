package org.lidless.footage.recording;

import java.nio.ByteBuffer;

/// A piece of direct memory that rings are made of. It goes back to its pool when nobody holds it any more: its
/// ring is one holder, every fragment being written another. The count is guarded by the ring's lock.
final class Chunk {

    static final int SHIFT = 16;
    static final int BYTES = 1 << SHIFT;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    private int holders;

    /// The memory itself. Its position belongs to the ring's owner; others slice it by absolute place.
    ByteBuffer bytes() {
        return bytes;
    }

    void hold() {
        holders++;
    }

    /// Lets go; true when that was the last holder.
    boolean release() {
        holders--;
        if (holders < 0) {
            throw new IllegalStateException("a chunk was released more often than held");
        }
        return holders == 0;
    }
}
