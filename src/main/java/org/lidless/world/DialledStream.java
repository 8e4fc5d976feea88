package org.lidless.world;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A socket's way out for a thread that may wait, but not for ever: a write that does not end in time closes the
/// socket, and fails by that.
final class DialledStream extends FilterOutputStream {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int WRITE_MILLIS = 30_000;

    private final Socket socket;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dialled-watch").factory());

    private DialledStream(Socket socket) throws IOException {
        super(socket.getOutputStream());
        this.socket = socket;
    }

    static OutputStream open(InetSocketAddress to, String name, Optional<SSLContext> tls) throws IOException {
        Socket plain = new Socket();
        boolean opened = false;
        try {
            plain.connect(to, CONNECT_MILLIS);
            plain.setSoTimeout(CONNECT_MILLIS);
            plain.setKeepAlive(true);
            Socket socket = tls.isPresent() ? secured(tls.get(), plain, name) : plain;
            OutputStream stream = new DialledStream(socket);
            opened = true;
            return stream;
        } finally {
            if (!opened) {
                plain.close();
            }
        }
    }

    private static Socket secured(SSLContext tls, Socket plain, String name) throws IOException {
        Socket made = tls.getSocketFactory().createSocket(plain, name, plain.getPort(), true);
        if (made instanceof SSLSocket socket) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        }
        throw new IOException("this Java has no TLS");
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        ScheduledFuture<?> late = watch.schedule(this::abandon, WRITE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            out.write(bytes, from, count);
            out.flush();
        } finally {
            late.cancel(false);
        }
    }

    private void abandon() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            watch.shutdownNow();
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        socket.close();
    }
}
