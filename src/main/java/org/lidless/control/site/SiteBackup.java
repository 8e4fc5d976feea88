package org.lidless.control.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A site as it was at some moment, to be kept apart from it: `docs/formats/facts.md`. Pure.
///
/// @param atUs when it was made, µs since 1970
/// @param by   the management server that made it
/// @param site what was agreed on then
public record SiteBackup(long atUs, NodeId by, Site site) {

    /// How far epochs are raised when a backup is restored: the site may have gone on for long after it, and an epoch
    /// must never come twice. A camera that changes hands each minute needs two years for so many.
    static final long EPOCHS_AHEAD = 1_000_000;

    /// The same for the site's version, so that recorders follow what the restored site tells them.
    static final long VERSIONS_AHEAD = 1_000_000_000;

    private static final int FORMAT = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// As a file, with a check sum over the site.
    public byte[] encode() {
        String text = new String(SiteJson.encode(site), StandardCharsets.UTF_8);
        return MAPPER.writeValueAsBytes(MAPPER.createObjectNode()
                .put("v", FORMAT)
                .put("at-us", atUs)
                .put("by", by.value())
                .put("sha256", sum(text))
                .put("site", text));
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException when it is damaged, of a later version, or none at all
    public static SiteBackup decode(byte[] file) {
        try {
            JsonNode json = MAPPER.readTree(file);
            if (SiteJson.number(json, "v") != FORMAT) {
                throw new IllegalArgumentException("it is of version " + SiteJson.number(json, "v"));
            }
            String text = SiteJson.text(json, "site");
            if (!sum(text).equals(SiteJson.text(json, "sha256"))) {
                throw new IllegalArgumentException("its check sum does not fit");
            }
            Site site = SiteJson.decodeSite(text.getBytes(StandardCharsets.UTF_8));
            return new SiteBackup(SiteJson.number(json, "at-us"), new NodeId(SiteJson.text(json, "by")), site);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("it is no backup: " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    private static String sum(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// The site to go on with after the one that was backed up is lost: versions and epochs ahead of whatever that one
    /// reached, only the newest document, nothing half-way between two recorders, no code that was used since.
    public Site ahead() {
        long version = site.version() + VERSIONS_AHEAD;
        SortedMap<NodeId, Recorder> recorders = new TreeMap<>();
        site.recorders().forEach((node, each) -> recorders.put(node, each.touched(version)));
        SortedMap<CameraId, Ownership> ownerships = new TreeMap<>();
        site.ownerships()
                .forEach((camera, held) -> ownerships.put(
                        camera,
                        new Ownership(
                                held.owner(), ahead(held.epoch()), held.shadow(), OptionalLong.empty(), version)));
        SortedMap<CameraId, Epoch> retired = new TreeMap<>();
        site.retired().forEach((camera, epoch) -> retired.put(camera, ahead(epoch)));
        List<ConfigRevision> newest = new ArrayList<>();
        site.config().newest().ifPresent(newest::add);
        return new Site(
                version,
                recorders,
                site.cameras(),
                ownerships,
                retired,
                site.policy(),
                new ConfigHistory(newest),
                new TreeMap<>(),
                site.incidents(),
                site.people().restored(),
                site.evidence());
    }

    private static Epoch ahead(Epoch epoch) {
        return new Epoch(epoch.value() + EPOCHS_AHEAD);
    }
}
