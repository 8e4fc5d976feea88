package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private final SendQueue queue = new SendQueue();

    @Test
    void frameThatDoesNotFitIsRefusedWholeWhileAnswersStillPass() {
        int frame = SendQueue.FRAME_BYTES_MAX / 2;
        assertThat(queue.hasRoomForFrame(frame)).isTrue();
        assertThat(queue.offer(ByteBuffer.allocate(frame))).isTrue();
        assertThat(queue.offer(ByteBuffer.allocate(frame))).isTrue();
        assertThat(queue.hasRoomForFrame(1)).isFalse();
        assertThat(queue.offer(ByteBuffer.allocate(SendQueue.ANSWER_BYTES_MAX))).isTrue();
        assertThat(queue.offer(ByteBuffer.allocate(1))).isFalse();
    }

    @Test
    void slowClientTakesWhatItCanAndRoomComesBack() throws IOException {
        queue.offer(ByteBuffer.allocate(SendQueue.FRAME_BYTES_MAX));
        queue.sendTo(new Slow(1000));
        assertThat(queue.hasRoomForFrame(1000)).isTrue();
        assertThat(queue.hasRoomForFrame(1001)).isFalse();
        queue.sendTo(new Slow(Integer.MAX_VALUE));
        assertThat(queue.isEmpty()).isTrue();
    }

    /// Takes some bytes, and then none.
    private static final class Slow implements WritableByteChannel {

        private int left;

        Slow(int left) {
            this.left = left;
        }

        @Override
        public int write(ByteBuffer from) {
            int taken = Math.min(left, from.remaining());
            from.position(from.position() + taken);
            left -= taken;
            return taken;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            left = 0;
        }
    }
}
