package org.lidless.wire.node;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The client's end of an open WebSocket. One message at a time is taken from the network and waits here; the next is
/// asked for when this one was handled. One thread takes and sends; the network's own threads only put.
final class Line implements WebSocket.Listener {

    /// What can come.
    sealed interface Event {

        record Text(String json) implements Event {}

        record Binary(ByteBuffer bytes) implements Event {}

        /// Something is to be said.
        record Woken() implements Event {}

        /// @param code as the peer said it, or 1006 when it said nothing (RFC 6455 section 7.4.1)
        record Ended(int code, String why) implements Event {}
    }

    static final int WITHOUT_WORDS = 1006;

    /// Messages that wait to be sent; with one more the peer is too slow, and the line is given up.
    private static final int PENDING_MAX = 64;

    private static final int MESSAGE_MAX = 8 << 20;

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(4);
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer binary = ByteBuffer.allocate(0);
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private volatile Event.@Nullable Ended ended;
    private @Nullable WebSocket socket;

    /// The handshake is over: from here on the line can be used.
    void use(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    /// The next event; null when none came in time. After it ended, only that it ended.
    @Nullable
    Event take(long waitUs) throws InterruptedException {
        Event next = waiting.poll(ended == null ? Math.max(0, waitUs) : 0, TimeUnit.MICROSECONDS);
        if (next instanceof Event.Woken) {
            woken.set(false);
        }
        return next == null || next instanceof Event.Ended ? ended : next;
    }

    /// The event was handled; the next may come.
    void handled() {
        if (socket != null) {
            socket.request(1);
        }
    }

    /// Makes [#take] return soon. Any thread.
    void wake() {
        if (woken.compareAndSet(false, true)) {
            put(new Event.Woken());
        }
    }

    void send(Message message) {
        WebSocket to = socket;
        if (to == null || ended != null) {
            return;
        }
        if (pending.incrementAndGet() > PENDING_MAX) {
            end(new Event.Ended(WITHOUT_WORDS, "the peer does not read what it is told"));
            return;
        }
        String json = MessageJson.encode(message);
        sent = sent.thenCompose(before -> to.sendText(json, true)).whenComplete((done, failed) -> {
            pending.decrementAndGet();
            if (failed != null) {
                end(new Event.Ended(WITHOUT_WORDS, "sending failed: " + failed.getMessage()));
            }
        });
    }

    /// Gives the line up; nobody waits.
    void abort() {
        WebSocket to = socket;
        if (to != null) {
            to.abort();
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        // Nothing is asked for before #use.
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        if (text.length() + part.length() > MESSAGE_MAX) {
            tooLong(from);
            return null;
        }
        text.append(part);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            put(new Event.Text(whole));
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        if (binary.position() + part.remaining() > MESSAGE_MAX) {
            tooLong(from);
            return null;
        }
        if (binary.remaining() < part.remaining()) {
            ByteBuffer longer =
                    ByteBuffer.allocate(Math.max(2 * binary.position(), binary.position() + part.remaining()));
            binary = longer.put(binary.flip());
        }
        binary.put(part);
        if (last) {
            put(new Event.Binary(binary.flip()));
            binary = ByteBuffer.allocate(0);
        } else {
            from.request(1);
        }
        return null;
    }

    private void tooLong(WebSocket from) {
        end(new Event.Ended(WITHOUT_WORDS, "the peer sent a message of more than " + MESSAGE_MAX + " bytes"));
        from.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(new Event.Ended(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(new Event.Ended(WITHOUT_WORDS, error.getClass().getSimpleName() + ": " + error.getMessage()));
    }

    private void end(Event.Ended how) {
        if (ended == null) {
            ended = how;
        }
        put(how);
    }

    /// There is room: a message is asked for only when the one before was handled, and a second end may be lost.
    private void put(Event event) {
        if (!waiting.offer(event) && !(event instanceof Event.Ended)) {
            throw new IllegalStateException("a message came that was not asked for");
        }
    }
}
