package org.lidless.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a time stamp authority by HTTP (RFC 3161 section 3.4). Any thread; waits for the answer.
public final class TimeStampClient implements AutoCloseable {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    private final URI authority;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public TimeStampClient(URI authority) {
        this.authority = authority;
    }

    /// @param query  as RFC 3161 has it
    /// @param sent   its content type
    /// @param wanted the answer's content type
    /// @param bytesMax longest answer
    /// @return the answer, whatever it says
    /// @throws IOException when none of that kind came
    public byte[] ask(byte[] query, String sent, String wanted, int bytesMax) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(authority)
                .timeout(ANSWER_MAX)
                .header("Content-Type", sent)
                .header("Accept", wanted)
                .POST(HttpRequest.BodyPublishers.ofByteArray(query))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(
                    request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), bytesMax));
            String type = answer.headers().firstValue("Content-Type").orElse("");
            if (answer.statusCode() != 200 || !type.startsWith(wanted)) {
                throw new IOException("the time stamp authority " + authority + " answered with HTTP status "
                        + answer.statusCode() + " and \"" + type + "\"");
            }
            return answer.body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("asking " + authority + " was interrupted", stopped);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
