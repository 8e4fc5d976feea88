package org.lidless.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Bytes on their way to one client, behind the kernel's own buffer. Bounded like a camera's: a frame that does not
/// fit is refused whole. Answers have some room of their own; a client that fills that too is not reading.
final class SendQueue {

    /// Room for frames.
    static final int FRAME_BYTES_MAX = 256 << 10;

    /// Room for answers above that.
    static final int ANSWER_BYTES_MAX = 64 << 10;

    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(FRAME_BYTES_MAX + ANSWER_BYTES_MAX).flip();

    boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    /// Whether a frame of this size, packet headers included, can be queued now.
    boolean hasRoomForFrame(int size) {
        return bytes.remaining() + size <= FRAME_BYTES_MAX;
    }

    /// Queues all remaining bytes; false, and nothing queued, when there is no room.
    boolean offer(ByteBuffer more) {
        if (bytes.remaining() + more.remaining() > bytes.capacity()) {
            return false;
        }
        bytes.compact();
        bytes.put(more);
        bytes.flip();
        return true;
    }

    /// Sends what the channel takes.
    void sendTo(WritableByteChannel channel) throws IOException {
        while (bytes.hasRemaining() && channel.write(bytes) > 0) {
            // The channel took some; it may take more.
        }
    }
}
