package org.lidless.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// Something at a camera's address that does not behave like a camera. Each connection is served on a thread of its
/// own until either side closes.
final class FakeServer implements AutoCloseable {

    /// What it does with each connection.
    enum Manner {
        /// A web server.
        HTTP,
        /// Answers as far as DESCRIBE, and closes when SETUP comes.
        CLOSES_IN_SETUP,
        /// Random bytes without end, from the first moment.
        GARBAGE,
        /// Wants digest, and takes no password.
        WRONG_PASSWORD
    }

    private static final String SDP = """
            v=0\r
            o=- 1 1 IN IP4 127.0.0.1\r
            s=fake\r
            t=0 0\r
            m=video 0 RTP/AVP 96\r
            a=rtpmap:96 H264/90000\r
            a=fmtp:96 packetization-mode=1\r
            a=control:track\r
            """;

    private static final int REQUEST_MAX = 8192;

    private final ServerSocket socket;
    private final Manner manner;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger passwordsTried = new AtomicInteger();

    FakeServer(Manner manner) throws IOException {
        this.manner = manner;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::welcome);
    }

    String url(String path) {
        return "rtsp://127.0.0.1:" + socket.getLocalPort() + "/" + path;
    }

    int connections() {
        return connections.get();
    }

    /// How often an answer to the challenge came.
    int passwordsTried() {
        return passwordsTried.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void welcome() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            switch (manner) {
                case HTTP -> answerHttp(client);
                case GARBAGE -> sendGarbage(client.getOutputStream());
                case CLOSES_IN_SETUP, WRONG_PASSWORD -> answerRtsp(client);
            }
        } catch (IOException gone) {
            // The recorder hung up, as it should.
            return;
        }
    }

    private static void answerHttp(Socket client) throws IOException {
        request(client.getInputStream());
        send(
                client.getOutputStream(),
                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>");
    }

    private static void sendGarbage(OutputStream out) throws IOException {
        byte[] noise = new byte[4096];
        for (int state = 1; ; ) {
            for (int i = 0; i < noise.length; i++) {
                state = state * 1103515245 + 12345;
                noise[i] = (byte) (state >> 16);
            }
            out.write(noise);
        }
    }

    private void answerRtsp(Socket client) throws IOException {
        for (String request = request(client.getInputStream());
                !request.isEmpty();
                request = request(client.getInputStream())) {
            boolean closes = manner == Manner.CLOSES_IN_SETUP && request.startsWith("SETUP");
            if (closes) {
                return;
            }
            send(client.getOutputStream(), answer(request));
        }
    }

    private String answer(String request) {
        String sequence = request.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("cseq:"))
                .findFirst()
                .orElse("CSeq: 0");
        if (manner == Manner.WRONG_PASSWORD && !request.startsWith("OPTIONS")) {
            if (request.contains("Authorization:")) {
                passwordsTried.incrementAndGet();
            }
            return "RTSP/1.0 401 Unauthorized\r\n" + sequence
                    + "\r\nWWW-Authenticate: Digest realm=\"fake\", nonce=\"" + connections.get()
                    + "abcdef\"\r\nContent-Length: 0\r\n\r\n";
        }
        if (request.startsWith("DESCRIBE")) {
            return "RTSP/1.0 200 OK\r\n" + sequence + "\r\nContent-Type: application/sdp\r\nContent-Length: "
                    + SDP.length() + "\r\n\r\n" + SDP;
        }
        return "RTSP/1.0 200 OK\r\n" + sequence
                + "\r\nPublic: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\nContent-Length: 0\r\n\r\n";
    }

    /// One request without a body; empty at the end of the connection.
    private static String request(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.length() < REQUEST_MAX) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            text.append((char) next);
            if (text.length() >= 4 && text.substring(text.length() - 4).equals("\r\n\r\n")) {
                return text.toString();
            }
        }
        return "";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
