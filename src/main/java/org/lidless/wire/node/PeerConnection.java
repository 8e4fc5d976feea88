package org.lidless.wire.node;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;

/// The server's end of a WebSocket to one peer: CONNECTED → OPEN (its hello came) → ENDED, or CONNECTED → ENDED.
///
/// Sending never waits. What is not yet sent is bounded; a peer that reads too slowly is disconnected. Any thread may
/// send; the rest belongs to the thread on which the server calls.
final class PeerConnection {

    /// Most bytes that wait to be sent.
    static final long PENDING_BYTES_MAX = 8L << 20;

    /// Most messages that wait to be sent.
    static final int PENDING_MESSAGES_MAX = 256;

    private static final int KEPT_LETTERS_MAX = 256;

    static final int CLOSED_BY_RULE = 1008;
    static final int OTHER_VERSION = 4001;

    /// RFC 6455 section 5.5: a control frame holds 125 bytes, two of them the code.
    private static final int REASON_LETTERS_MAX = 120;

    private final Session session;
    private final NodeId peer;
    private final Refusals refusals;
    private final AtomicLong pendingBytes = new AtomicLong();
    private final AtomicLong pendingMessages = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile OptionalLong boot = OptionalLong.empty();
    private String text = "";
    private @Nullable Message read;

    PeerConnection(Session session, NodeId peer, Refusals refusals) {
        this.session = session;
        this.peer = peer;
        this.refusals = refusals;
    }

    /// Who is at the other end, by its certificate.
    NodeId peer() {
        return peer;
    }

    SocketAddress address() {
        return session.getRemoteSocketAddress();
    }

    /// The start of the peer's process; empty before its hello.
    OptionalLong boot() {
        return boot;
    }

    /// What a text says. A peer that has nothing new says the same again and again, which is not read anew.
    ///
    /// @throws IllegalArgumentException when it is no message
    Message read(String json) {
        Message same = read;
        if (same != null && json.equals(text)) {
            return same;
        }
        Message message = MessageJson.decode(json);
        boolean isShort = json.length() <= KEPT_LETTERS_MAX;
        text = isShort ? json : "";
        read = isShort ? message : null;
        return message;
    }

    void open(long ofBoot) {
        boot = OptionalLong.of(ofBoot);
    }

    /// Whether this call ended it.
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    long pendingBytes() {
        return pendingBytes.get();
    }

    void send(Message message) {
        String json = MessageJson.encode(message);
        if (mayQueue(json.length())) {
            session.sendText(json, sent(json.length()));
        }
    }

    void send(byte[] binary) {
        if (mayQueue(binary.length)) {
            session.sendBinary(ByteBuffer.wrap(binary), sent(binary.length));
        }
    }

    private boolean mayQueue(int bytes) {
        if (ended.get() || !session.isOpen()) {
            return false;
        }
        if (pendingBytes.addAndGet(bytes) > PENDING_BYTES_MAX
                || pendingMessages.incrementAndGet() > PENDING_MESSAGES_MAX) {
            tooSlow();
            return false;
        }
        return true;
    }

    private Callback sent(int bytes) {
        return Callback.from(() -> taken(bytes), failed -> taken(bytes));
    }

    private void taken(int bytes) {
        pendingBytes.addAndGet(-bytes);
        pendingMessages.decrementAndGet();
    }

    void tooSlow() {
        refusals.refused(ProblemCode.NOT_REACHABLE, toString(), address(), "it does not read what it is told");
        session.disconnect();
    }

    /// Closes it, and says why on both sides.
    void refuse(ProblemCode code, int closeCode, String why) {
        refusals.refused(code, toString(), address(), why);
        String reason = why.length() > REASON_LETTERS_MAX ? why.substring(0, REASON_LETTERS_MAX) : why;
        String ascii = reason.replaceAll("[^ -~]", "?");
        session.close(closeCode, ascii, Callback.from(() -> {}, failed -> session.disconnect()));
    }

    /// Closes it without a word in the log: a newer connection took its place, or the server stops.
    void drop() {
        session.disconnect();
    }

    @Override
    public String toString() {
        return peer + " (" + address() + ")";
    }
}
