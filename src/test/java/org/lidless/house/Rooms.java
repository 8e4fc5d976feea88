package org.lidless.house;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// The table of rooms and of what each may know: the same as in ARCHITECTURE.md, which [HouseTest] compares with this.
/// A room stands here from its first class on, and not before.
final class Rooms {

    static final String ROOT = "org.lidless.";

    /// Room → rooms that it may know.
    static final TreeMap<String, Set<String>> MAY_KNOW = new TreeMap<>();

    static {
        MAY_KNOW.put("domain", Set.of());
        MAY_KNOW.put("world", Set.of("domain"));
        MAY_KNOW.put("footage.media", Set.of("domain"));
        MAY_KNOW.put("footage.storage", Set.of("domain", "world", "footage.media"));
        MAY_KNOW.put("footage.timeline", Set.of("domain", "world", "footage.media", "footage.storage"));
        MAY_KNOW.put(
                "footage.recording", Set.of("domain", "world", "footage.media", "footage.storage", "footage.timeline"));
        MAY_KNOW.put(
                "footage.backfill", Set.of("domain", "world", "footage.media", "footage.storage", "footage.timeline"));
        MAY_KNOW.put(
                "footage.playback", Set.of("domain", "world", "footage.media", "footage.timeline", "footage.evidence"));
        MAY_KNOW.put("footage.evidence", Set.of("domain", "world"));
        MAY_KNOW.put("control.site", Set.of("domain"));
        MAY_KNOW.put("control.failover", Set.of("domain", "control.site"));
        MAY_KNOW.put("control.consensus", Set.of("world"));
        MAY_KNOW.put(
                "control.management",
                Set.of("domain", "world", "control.consensus", "control.site", "control.failover"));
        MAY_KNOW.put("wire", Set.of("domain", "world", "footage.media", "footage.timeline"));
        MAY_KNOW.put(
                "web",
                Set.of(
                        "domain",
                        "world",
                        "footage.media",
                        "footage.storage",
                        "footage.timeline",
                        "footage.playback",
                        "footage.evidence",
                        "control.site",
                        "control.management",
                        "wire"));
        MAY_KNOW.put("simulator", Set.of("domain", "world", "footage.media"));
        MAY_KNOW.put("checker", Set.of("domain", "world"));
        MAY_KNOW.put("cli", Set.of("domain", "world", "wire", "footage.storage", "footage.evidence"));
        MAY_KNOW.put("demo", Set.of("domain", "world", "wire", "simulator", "checker"));
        MAY_KNOW.put("node", allOthers());
    }

    private Rooms() {}

    /// The room that a package belongs to; rooms may have sub-packages.
    static String roomOf(String packageName) {
        for (String room : List.copyOf(MAY_KNOW.keySet())) {
            String place = ROOT + room;
            if (packageName.equals(place) || packageName.startsWith(place + ".")) {
                return room;
            }
        }
        throw new AssertionError("package " + packageName + " belongs to no room of the table in ARCHITECTURE.md");
    }

    private static Set<String> allOthers() {
        return Set.of(
                "domain",
                "world",
                "footage.media",
                "footage.storage",
                "footage.timeline",
                "footage.recording",
                "footage.backfill",
                "footage.playback",
                "footage.evidence",
                "control.site",
                "control.failover",
                "control.consensus",
                "control.management",
                "wire",
                "web",
                "simulator",
                "checker",
                "cli",
                "demo");
    }
}
