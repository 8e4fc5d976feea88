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

/// How soon after the connection a stream was safe, as the recorder's own status tells.
///
/// @param key     from the call to the first key sample in the ring
/// @param durable from the call to the first durable fragment
record Onset(Measurement.Delay key, Measurement.Delay durable) {

    static final Onset UNKNOWN = new Onset(Measurement.Delay.UNKNOWN, Measurement.Delay.UNKNOWN);

    /// Asks the recorder that runs on this data directory.
    static Onset of(Path data) throws IOException, InterruptedException {
        String control = Files.readString(data.resolve("control.json"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(text(control, "url") + "/api/status"))
                .header("Authorization", "Bearer " + text(control, "token"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String status =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new Onset(delay(status, "firstSampleSeconds"), delay(status, "firstDurableSeconds"));
        }
    }

    private static Measurement.Delay delay(String status, String name) {
        return Measurement.Delay.of(Pattern.compile("\"" + name + "\"\\s*:\\s*([0-9.Ee+-]+)")
                .matcher(status)
                .results()
                .mapToDouble(each -> 1000 * Double.parseDouble(each.group(1)))
                .toArray());
    }

    private static String text(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + name + " in control.json");
        }
        return found.group(1);
    }
}
