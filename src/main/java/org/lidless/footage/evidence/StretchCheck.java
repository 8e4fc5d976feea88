package org.lidless.footage.evidence;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a manifest that somebody has changed does not account for: a stretch of the span that is neither recorded
/// nor missing nor away was taken out. Pure.
final class StretchCheck {

    /// Shorter ones come from clocks.
    private static final Duration HOLE_MIN = Duration.ofMillis(500);

    private static final int HOLES_MAX = 20;

    private record Part(Instant from, Instant to) {}

    private StretchCheck() {}

    static List<String> unaccounted(JsonNode manifest, JsonNode camera) {
        List<String> holes = new ArrayList<>();
        try {
            JsonNode asked = manifest.has("asked") ? manifest.path("asked") : camera.path("asked");
            List<Part> parts = new ArrayList<>();
            for (JsonNode each : camera.path("stretches")) {
                parts.add(new Part(moment(each, "from"), moment(each, "to")));
            }
            parts.sort(Comparator.comparing(Part::from));
            Instant end = moment(asked, "from");
            parts.add(new Part(moment(asked, "to"), moment(asked, "to")));
            for (Part each : parts) {
                if (Duration.between(end, each.from()).compareTo(HOLE_MIN) > 0 && holes.size() < HOLES_MAX) {
                    holes.add("the manifest says nothing of "
                            + camera.path("camera").asString("") + " from " + end + " to " + each.from()
                            + ": a gap was taken out of it");
                }
                end = each.to().isAfter(end) ? each.to() : end;
            }
        } catch (DateTimeException noMoment) {
            holes.add("the manifest has a moment that is none: " + noMoment.getMessage());
        }
        return holes;
    }

    private static Instant moment(JsonNode json, String key) {
        return Instant.parse(json.path(key).asString(""));
    }
}
