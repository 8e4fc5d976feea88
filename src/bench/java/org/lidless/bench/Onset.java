package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// How soon after its newest call a stream was safe, as the recorder's own status tells.
///
/// @param key     from the call to the first key sample in the ring
/// @param durable from the call to the first durable fragment
record Onset(Measurement.Delay key, Measurement.Delay durable) {

    static final Onset UNKNOWN = new Onset(Measurement.Delay.UNKNOWN, Measurement.Delay.UNKNOWN);

    /// Asks the recorder that runs on this data directory.
    static Onset of(Path data) throws IOException, InterruptedException {
        try (var status = new Status(data)) {
            String json = status.json();
            return new Onset(delay(json, "firstSampleSeconds"), delay(json, "firstDurableSeconds"));
        }
    }

    /// How many sessions there were in all, of a status in JSON.
    static long sessions(String status) {
        return Pattern.compile("\"sessions\"\\s*:\\s*([0-9]+)")
                .matcher(status)
                .results()
                .mapToLong(each -> Long.parseLong(each.group(1)))
                .sum();
    }

    /// How many streams have something durable of their newest session.
    static long durable(String status) {
        return Pattern.compile("\"firstDurableSeconds\"")
                .matcher(status)
                .results()
                .count();
    }

    private static Measurement.Delay delay(String status, String name) {
        return Measurement.Delay.of(Pattern.compile("\"" + name + "\"\\s*:\\s*([0-9.Ee+-]+)")
                .matcher(status)
                .results()
                .mapToDouble(each -> 1000 * Double.parseDouble(each.group(1)))
                .toArray());
    }
}
