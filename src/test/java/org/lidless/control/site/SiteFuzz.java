package org.lidless.control.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lidless.fuzz.Parser;
import org.lidless.fuzz.Target;

/// Entries of the log and snapshots, as another management server may hand them over. What is taken can be written
/// again.
public final class SiteFuzz {

    private static final List<String> WORDS = List.of(
            "{}", "[]", "null", "\"fact\":\"camera-added\"", "\"fact\":\"handback-agreed\"", "[[[[", "1e99", "-1");

    private SiteFuzz() {}

    public static List<Target> targets() {
        return List.of(
                new Parser("site-entry", List.of(golden("site-entry")), Parser.bytes(WORDS), SiteFuzz::entry),
                new Parser("site-snapshot", List.of(golden("site-snapshot")), Parser.bytes(WORDS), SiteFuzz::snapshot));
    }

    private static byte[] golden(String name) {
        try {
            return Files.readAllBytes(Path.of("src/test/resources/formats/v1", name + ".json"));
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private static long entry(byte[] input) {
        try {
            SiteEntry entry = SiteJson.decodeEntry(input);
            Applied applied =
                    Sites.of(Sites.primary("r1"), Sites.camera("lobby", "r1")).apply(entry);
            return SiteJson.encode(entry).length % 97 + applied.fate().name().length() * 101L;
        } catch (IllegalArgumentException refused) {
            return said(refused);
        }
    }

    private static long snapshot(byte[] input) {
        try {
            return SiteJson.encode(SiteJson.decodeSite(input)).length % 97;
        } catch (IllegalArgumentException refused) {
            return said(refused);
        }
    }

    private static long said(IllegalArgumentException refused) {
        return String.valueOf(refused.getMessage()).replaceAll("[^a-z ]+", "").hashCode() % 10_007;
    }
}
