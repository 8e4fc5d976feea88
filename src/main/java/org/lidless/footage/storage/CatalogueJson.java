package org.lidless.footage.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.CameraId;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.Aligned;
import org.lidless.footage.storage.CatalogueRecord.EvidenceLocked;
import org.lidless.footage.storage.CatalogueRecord.EvidenceUnlocked;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapMoved;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.Owned;
import org.lidless.footage.storage.CatalogueRecord.Placed;
import org.lidless.footage.storage.CatalogueRecord.Released;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;
import org.lidless.footage.storage.CatalogueRecord.SegmentEnded;
import org.lidless.footage.storage.CatalogueRecord.SegmentExpired;
import org.lidless.footage.storage.CatalogueRecord.SegmentOpened;
import org.lidless.footage.storage.CatalogueRecord.SegmentPurged;
import org.lidless.footage.storage.CatalogueRecord.SegmentSealed;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
import org.lidless.footage.storage.CatalogueRecord.Unknown;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Catalogue entries as JSON (RFC 8259); field by field in docs/formats/catalogue.md.
final class CatalogueJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CatalogueJson() {}

    static String encode(CatalogueRecord entry) {
        ObjectNode json = JSON.createObjectNode();
        switch (entry) {
            case SegmentOpened opened ->
                json.put("type", "segment-opened")
                        .put("file", opened.name().file())
                        .put("clock", opened.quality().word());
            case SegmentSealed sealed -> {
                json.put("type", "segment-sealed").put("file", sealed.name().file());
                putSpan(json, sealed.span());
                json.put("firstNumber", sealed.firstNumber()).put("samples", sealed.samples());
                json.put("bytes", sealed.bytes()).put("sha256", sealed.sha256().toString());
                json.put("recovered", sealed.recovered());
            }
            case SegmentSuspect suspect -> {
                json.put("type", "segment-suspect").put("file", suspect.name().file());
                json.put("why", suspect.why());
                putSpan(json, suspect.span());
                json.put("firstNumber", suspect.firstNumber()).put("samples", suspect.samples());
                json.put("goodBytes", suspect.goodBytes());
            }
            case SegmentDropped dropped ->
                json.put("type", "segment-dropped").put("file", dropped.name().file());
            case GapBegan began -> {
                json.put("type", "gap-began");
                putStream(json, began.stream());
                json.put("fromUs", began.fromUs()).put("cause", began.cause().word());
            }
            case GapStored stored -> {
                json.put("type", "gap");
                putStream(json, stored.gap().stream());
                putSpan(json, stored.gap().span());
                json.put("cause", stored.gap().cause().word());
            }
            case SegmentEnded ended -> {
                json.put("type", "segment-ended").put("file", ended.name().file());
                putSpan(json, ended.span());
                json.put("firstNumber", ended.firstNumber()).put("samples", ended.samples());
                json.put("goodBytes", ended.goodBytes());
            }
            case Owned owned -> {
                json.put("type", "owned");
                putStream(json, owned.stream());
                json.put("epoch", owned.epoch().value())
                        .put("owner", owned.owner().value());
                json.put("fromUs", owned.fromUs());
            }
            case Released released -> {
                json.put("type", "released");
                putStream(json, released.stream());
                json.put("epoch", released.epoch().value()).put("toUs", released.toUs());
            }
            case Aligned aligned -> {
                json.put("type", "alignment");
                putStream(json, aligned.stream());
                json.put("runA", aligned.runA().toString())
                        .put("runB", aligned.runB().toString());
                json.put("tickOffset", aligned.tickOffset()).put("timeOffsetUs", aligned.timeOffsetUs());
                json.put("verified", aligned.verified()).put("kind", aligned.kind());
            }
            case Placed placed -> {
                json.put("type", "placement");
                putStream(json, placed.stream());
                json.put("run", placed.run().toString()).put("shiftUs", placed.shiftUs());
                json.put("revision", placed.revision())
                        .put("clock", placed.quality().word());
                json.put("why", placed.why()).put("atUs", placed.atUs());
            }
            case GapMoved moved -> {
                json.put("type", "gap-moved");
                putStream(json, moved.gap().stream());
                putSpan(json, moved.gap().span());
                json.put("cause", moved.gap().cause().word()).put("byUs", moved.byUs());
            }
            case SegmentExpired expired -> {
                json.put("type", "segment-expired").put("file", expired.name().file());
                putSpan(json, expired.span());
                json.put("bytes", expired.bytes()).put("token", expired.token());
                json.put("why", expired.why()).put("atUs", expired.atUs());
            }
            case SegmentPurged purged ->
                json.put("type", "segment-purged")
                        .put("file", purged.name().file())
                        .put("token", purged.token());
            case EvidenceLocked locked -> {
                json.put("type", "evidence-locked").put("lock", locked.lock());
                json.put("camera", locked.camera().value());
                putSpan(json, locked.span());
                json.put("reason", locked.reason()).put("atUs", locked.atUs());
            }
            case EvidenceUnlocked unlocked ->
                json.put("type", "evidence-unlocked")
                        .put("lock", unlocked.lock())
                        .put("reason", unlocked.reason())
                        .put("atUs", unlocked.atUs());
            case Unknown unknown ->
                throw new IllegalArgumentException("only a later version writes \"" + unknown.type() + "\"");
        }
        return json.toString();
    }

    private static void putStream(ObjectNode json, StreamId stream) {
        json.put("camera", stream.camera().value()).put("stream", stream.kind().word());
    }

    private static void putSpan(ObjectNode json, TimeSpan span) {
        json.put("fromUs", span.fromUs()).put("toUs", span.toUs());
    }

    /// Reads the entries of a frame back, one a line.
    static List<CatalogueRecord> decodeLines(byte[] payload) throws BadSegmentException {
        List<CatalogueRecord> entries = new ArrayList<>();
        for (String line : new String(payload, StandardCharsets.UTF_8).lines().toList()) {
            entries.add(decode(line));
        }
        return entries;
    }

    /// Reads an entry back; unknown fields are left alone.
    ///
    /// @throws BadSegmentException when it is no JSON, or a known type lacks what it must have
    static CatalogueRecord decode(String line) throws BadSegmentException {
        try {
            JsonNode json = JSON.readTree(line);
            String type = text(json, "type");
            return switch (type) {
                case "segment-opened" -> new SegmentOpened(name(json), quality(text(json, "clock")));
                case "segment-sealed" ->
                    new SegmentSealed(
                            name(json),
                            span(json),
                            number(json, "firstNumber"),
                            number(json, "samples"),
                            number(json, "bytes"),
                            Sha256.parse(text(json, "sha256")),
                            json.path("recovered").asBoolean());
                case "segment-suspect" ->
                    new SegmentSuspect(
                            name(json),
                            text(json, "why"),
                            span(json),
                            number(json, "firstNumber"),
                            number(json, "samples"),
                            number(json, "goodBytes"));
                case "segment-dropped" -> new SegmentDropped(name(json));
                case "gap-began" -> new GapBegan(stream(json), number(json, "fromUs"), cause(json));
                case "gap" -> new GapStored(new Gap(stream(json), span(json), cause(json)));
                case "segment-ended" ->
                    new SegmentEnded(
                            name(json),
                            span(json),
                            number(json, "firstNumber"),
                            number(json, "samples"),
                            number(json, "goodBytes"));
                case "owned" ->
                    new Owned(stream(json), epoch(json), new NodeId(text(json, "owner")), number(json, "fromUs"));
                case "released" -> new Released(stream(json), epoch(json), number(json, "toUs"));
                case "alignment" ->
                    new Aligned(
                            stream(json),
                            RunId.parse(text(json, "runA")),
                            RunId.parse(text(json, "runB")),
                            number(json, "tickOffset"),
                            number(json, "timeOffsetUs"),
                            Math.toIntExact(number(json, "verified")),
                            text(json, "kind"));
                case "placement" ->
                    new Placed(
                            stream(json),
                            RunId.parse(text(json, "run")),
                            number(json, "shiftUs"),
                            number(json, "revision"),
                            quality(text(json, "clock")),
                            text(json, "why"),
                            number(json, "atUs"));
                case "gap-moved" -> new GapMoved(new Gap(stream(json), span(json), cause(json)), number(json, "byUs"));
                case "segment-expired" ->
                    new SegmentExpired(
                            name(json),
                            span(json),
                            number(json, "bytes"),
                            token(json),
                            text(json, "why"),
                            number(json, "atUs"));
                case "segment-purged" -> new SegmentPurged(name(json), token(json));
                case "evidence-locked" ->
                    new EvidenceLocked(
                            text(json, "lock"),
                            new CameraId(text(json, "camera")),
                            span(json),
                            text(json, "reason"),
                            number(json, "atUs"));
                case "evidence-unlocked" ->
                    new EvidenceUnlocked(text(json, "lock"), text(json, "reason"), number(json, "atUs"));
                default -> new Unknown(type);
            };
        } catch (JacksonException | IllegalArgumentException | ArithmeticException impossible) {
            throw new BadSegmentException("a catalogue entry says what cannot be: " + impossible.getMessage());
        }
    }

    private static SegmentName name(JsonNode json) {
        String file = text(json, "file");
        return SegmentName.parse(file)
                .orElseThrow(() -> new IllegalArgumentException("\"" + file + "\" is no segment's name"));
    }

    /// Part of a file's name: nothing in it may climb out of a directory.
    private static String token(JsonNode json) {
        String token = text(json, "token");
        if (!token.matches("[0-9a-f]{1,16}")) {
            throw new IllegalArgumentException("\"" + token + "\" is no token");
        }
        return token;
    }

    private static StreamId stream(JsonNode json) {
        return new StreamId(new CameraId(text(json, "camera")), StreamKind.of(text(json, "stream")));
    }

    private static Epoch epoch(JsonNode json) {
        return new Epoch(number(json, "epoch"));
    }

    private static TimeSpan span(JsonNode json) {
        return new TimeSpan(number(json, "fromUs"), number(json, "toUs"));
    }

    private static GapCause cause(JsonNode json) {
        return GapCause.of(text(json, "cause"));
    }

    static ClockQuality quality(String word) {
        for (ClockQuality quality : ClockQuality.values()) {
            if (quality.word().equals(word)) {
                return quality;
            }
        }
        return ClockQuality.ARRIVAL;
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("no text \"" + field + "\"");
        }
        return value.stringValue();
    }

    private static long number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("no whole number \"" + field + "\"");
        }
        return value.longValue();
    }
}
