package org.lidless.world;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A port of this machine.
final class SystemStreamDoor implements StreamDoor {

    private static final int BACKLOG = 64;
    private static final int SEND_BUFFER_BYTES = 256 << 10;
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket socket;

    private SystemStreamDoor(ServerSocket socket) {
        this.socket = socket;
    }

    static StreamDoor open(InetSocketAddress on) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(on, BACKLOG);
            return new SystemStreamDoor(socket);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    @Override
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public Visit take() throws IOException {
        return new Taken(socket.accept());
    }

    @Override
    public void close() {
        shut(socket);
    }

    private static void shut(Closeable closed) {
        try {
            closed.close();
        } catch (IOException gone) {
            throw new UncheckedIOException("a socket does not close", gone);
        }
    }

    private static final class Taken implements Visit {

        private final Socket plain;
        private @Nullable InputStream in;
        private @Nullable OutputStream out;

        Taken(Socket plain) {
            this.plain = plain;
        }

        @Override
        public String from() {
            return plain.getInetAddress().getHostAddress().replaceFirst("%.*", "");
        }

        @Override
        public boolean open(Optional<SSLContext> tls) throws IOException {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.setSendBufferSize(SEND_BUFFER_BYTES);
            int first = plain.getInputStream().read();
            if (first < 0) {
                throw new EOFException("closed before anything was said");
            }
            byte[] begun = {(byte) first};
            if (first != TLS_HANDSHAKE || tls.isEmpty()) {
                PushbackInputStream whole = new PushbackInputStream(plain.getInputStream(), 1);
                whole.unread(begun);
                in = whole;
                out = plain.getOutputStream();
                return false;
            }
            Socket made = tls.get().getSocketFactory().createSocket(plain, new ByteArrayInputStream(begun), true);
            if (made instanceof SSLSocket secured) {
                secured.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                secured.startHandshake();
                in = secured.getInputStream();
                out = secured.getOutputStream();
                return true;
            }
            throw new IOException("this Java has no TLS");
        }

        @Override
        public InputStream in() throws IOException {
            return opened(in);
        }

        @Override
        public OutputStream out() throws IOException {
            return opened(out);
        }

        private static <T> T opened(@Nullable T stream) throws IOException {
            if (stream == null) {
                throw new IOException("the connection was not opened yet");
            }
            return stream;
        }

        @Override
        public void close() {
            shut(plain);
        }
    }
}
