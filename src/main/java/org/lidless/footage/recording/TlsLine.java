package org.lidless.footage.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/// TLS on a non-blocking connection with a camera (RTSPS), by the JDK's engine. The handshake's arithmetic, from some
/// milliseconds to whatever looking at a certificate takes, is done elsewhere; until then nothing moves here.
///
/// HANDSHAKING → OPEN by itself, as bytes come and go → CLOSED when the camera says so. HANDSHAKING ⇄ thinking: from
/// where arithmetic is due until [#thought].
final class TlsLine {

    /// What must be free for one record's content.
    private static final int RECORD_BYTES_MAX = 1 << 15;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer sealedIn;
    private final ByteBuffer sealedOut;
    private final ByteBuffer nothing = ByteBuffer.allocate(0);
    private final Consumer<Runnable> elsewhere;
    private boolean isThinking;

    /// @param engine    has begun its handshake
    /// @param elsewhere runs what it is given, on whichever thread, and then has the owner of this call [#thought]
    TlsLine(SocketChannel channel, SSLEngine engine, Consumer<Runnable> elsewhere) throws IOException {
        this.channel = channel;
        this.engine = engine;
        this.elsewhere = elsewhere;
        int packet = engine.getSession().getPacketBufferSize();
        this.sealedIn = ByteBuffer.allocate(2 * packet).flip();
        this.sealedOut = ByteBuffer.allocate(2 * packet).flip();
        write(nothing);
    }

    /// Whether arithmetic is being done: nothing is read or written meanwhile.
    boolean isThinking() {
        return isThinking;
    }

    /// The arithmetic is done; go on with [#read] and [#write].
    void thought() {
        isThinking = false;
    }

    /// Puts what has arrived into the buffer.
    ///
    /// @return how many bytes; -1 when the camera has closed and nothing is left
    int read(ByteBuffer into) throws IOException {
        int before = into.position();
        boolean ended = false;
        while (!ended && !isThinking && into.remaining() > RECORD_BYTES_MAX) {
            sealedIn.compact();
            int got = channel.read(sealedIn);
            sealedIn.flip();
            boolean closed = open(into);
            ended = got <= 0;
            if (into.position() == before && (closed || got < 0)) {
                return -1;
            }
        }
        return into.position() - before;
    }

    /// Opens what records are whole; true when the camera said that it closes.
    private boolean open(ByteBuffer into) throws IOException {
        while (true) {
            if (handshake() == HandshakeStatus.NEED_WRAP) {
                write(nothing);
            }
            if (isThinking) {
                return false;
            }
            SSLEngineResult result = engine.unwrap(sealedIn, into);
            switch (result.getStatus()) {
                case CLOSED -> {
                    return true;
                }
                case BUFFER_UNDERFLOW, BUFFER_OVERFLOW -> {
                    flush();
                    return false;
                }
                case OK -> {
                    boolean moved = result.bytesConsumed() > 0 || result.bytesProduced() > 0;
                    if (!moved && handshake() != HandshakeStatus.NEED_WRAP) {
                        return false;
                    }
                }
            }
        }
    }

    /// Has the arithmetic done that is due.
    private HandshakeStatus handshake() {
        while (!isThinking && engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            List<Runnable> tasks = new ArrayList<>();
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                tasks.add(task);
            }
            isThinking = true;
            elsewhere.accept(() -> tasks.forEach(Runnable::run));
        }
        return isThinking ? HandshakeStatus.NEED_TASK : engine.getHandshakeStatus();
    }

    /// Takes bytes to send, as far as there is room; the rest stays in the buffer.
    void write(ByteBuffer plain) throws IOException {
        boolean more = true;
        while (more && flush()) {
            HandshakeStatus status = handshake();
            if (status == HandshakeStatus.NEED_TASK
                    || status == HandshakeStatus.NEED_UNWRAP
                    || (status != HandshakeStatus.NEED_WRAP && !plain.hasRemaining())) {
                return;
            }
            sealedOut.compact();
            SSLEngineResult result = engine.wrap(plain, sealedOut);
            sealedOut.flip();
            more = result.getStatus() == SSLEngineResult.Status.OK && result.bytesProduced() > 0;
        }
        flush();
    }

    /// Whether everything has gone out.
    private boolean flush() throws IOException {
        while (sealedOut.hasRemaining() && channel.write(sealedOut) > 0) {
            // The socket took some; it may take more.
        }
        return !sealedOut.hasRemaining();
    }

    /// Whether sealed bytes wait for room in the socket.
    boolean isWaiting() {
        return sealedOut.hasRemaining();
    }
}
