package org.lidless.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A recorder's HTTP API, found as any script would find it: through `control.json` in its data directory. Much faster
/// than starting `lidless status` for every question.
///
/// @param url   where it answers
/// @param token what it wants to see
record Api(String url, String token) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    /// Empty while no recorder has told where it is.
    static Optional<Api> of(Path data) {
        return control(data).flatMap(Api::of);
    }

    /// Only the process with this number: what a killed one left behind may by now be another's address.
    static Optional<Api> ofProcess(Path data, long pid) {
        return control(data)
                .filter(control -> control.path("pid").asLong(-1) == pid)
                .flatMap(Api::of);
    }

    private static Optional<Api> of(JsonNode control) {
        String url = control.path("url").asString("");
        // After a power loss the file may be there and empty.
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(new Api(url, control.path("token").asString("")));
    }

    private static Optional<JsonNode> control(Path data) {
        try {
            return Optional.of(JSON.readTree(Files.readString(data.resolve("control.json"))));
        } catch (IOException | JacksonException notThere) {
            return Optional.empty();
        }
    }

    /// The answer; empty when nobody answers, or not with 200.
    Optional<JsonNode> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER_MAX)
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException nobody) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
