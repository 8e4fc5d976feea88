package org.lidless.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the recorder that runs on a data directory says of itself. One thread.
final class Status implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;

    Status(Path data) throws IOException {
        String control = Files.readString(data.resolve("control.json"));
        request = HttpRequest.newBuilder(URI.create(text(control, "url") + "/api/status"))
                .header("Authorization", "Bearer " + text(control, "token"))
                .build();
    }

    /// As JSON.
    String json() throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String text(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + name + " in control.json");
        }
        return found.group(1);
    }

    @Override
    public void close() {
        client.close();
    }
}
