package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Right;

/// Who is refused before his request was read.
final class HearsOutTest {

    private static final int BODY = 40_000;
    private static final String POST = "POST /api/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + BODY + "\r\n";

    @TempDir
    private Path directory;

    private TestWeb web;

    @BeforeEach
    void start() {
        web = new TestWeb(
                directory,
                WebLimits.NORMAL,
                routes -> routes.post("/api/things", Need.of(Right.CONFIGURE), Call::nothing));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void isHeardOutAndMayAskAgainOnTheSameConnection() throws IOException {
        try (SSLSocket socket = web.socket()) {
            write(socket, POST + "\r\n" + "x".repeat(BODY / 2));
            socket.setSoTimeout(200);
            assertThat(answersYet(socket)).as("an answer before all was sent").isFalse();
            socket.setSoTimeout(10_000);
            write(socket, "x".repeat(BODY - BODY / 2));
            assertThat(answer(socket)).startsWith("HTTP/1.1 401").doesNotContain("Connection: close");
            write(socket, "GET /api/nothing HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void isNotInvitedToSendWhatNobodyWants() throws IOException {
        try (SSLSocket socket = web.socket()) {
            socket.setSoTimeout(10_000);
            write(socket, POST + "Expect: 100-continue\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 401");
        }
    }

    private static boolean answersYet(SSLSocket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException notYet) {
            assertThat(notYet).isNotNull();
            return false;
        }
    }

    private static void write(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /// The head of an answer; what its body has is read away.
    private static String answer(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the connection's end behind \"%s\"", head).isNotNegative();
            head.append((char) next);
        }
        String text = head.toString();
        int at = text.indexOf("Content-Length: ");
        if (at >= 0) {
            in.readNBytes(Integer.parseInt(text.substring(at + "Content-Length: ".length(), text.indexOf("\r\n", at))));
        }
        return text;
    }
}
