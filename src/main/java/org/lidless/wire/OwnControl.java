package org.lidless.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;

/// Asks this node's own [ControlServer] on behalf of a peer, and says that the request was passed on. Any thread.
public final class OwnControl implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(25);

    private final ControlFile own;
    private final HttpClient http;

    public OwnControl(ControlFile own) {
        this.own = own;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /// Waits for the answer.
    ///
    /// @throws IOException when none came
    public Answered answer(Asked asked) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(own.url() + asked.path()))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + own.token())
                .header(Relay.HEADER, "1")
                .method(asked.method(), HttpRequest.BodyPublishers.ofByteArray(asked.body()))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("application/octet-stream");
            return new Answered(answer.statusCode(), type, answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("answering for a peer was interrupted", stopped);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
