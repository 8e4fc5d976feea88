package org.lidless.footage.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A record as a line of text, and back (docs/formats/audit.md). Its last member is the SHA-256 (FIPS 180-4) of all
/// bytes before it, and among these is the hash of the line before.
///
/// @param text     without a line feed
/// @param previous the hash that the line before has, as this one says
/// @param hash     the hash that it says it has
/// @param actual   the hash that its bytes have
record AuditLine(String text, AuditRecord record, Sha256 previous, Sha256 hash, Sha256 actual) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HASH = ",\"hash\":\"";
    private static final String END = "\"}";

    AuditHead head() {
        return new AuditHead(record.number(), hash);
    }

    static AuditLine of(AuditRecord record, Sha256 previous) {
        ObjectNode json = JSON.createObjectNode();
        json.put("number", record.number())
                .put("at", TimeSpan.instant(record.atUs()).toString())
                .put("who", record.who())
                .put("from", record.from())
                .put("act", record.act())
                .put("subject", record.subject())
                .put("outcome", record.outcome())
                .put("previous", previous.toString());
        String all = json.toString();
        String hashed = all.substring(0, all.length() - 1);
        Sha256 hash = hash(hashed);
        return new AuditLine(hashed + HASH + hash + END, record, previous, hash, hash);
    }

    /// Empty when it is no such line.
    static Optional<AuditLine> decode(String text) {
        int at = text.lastIndexOf(HASH);
        if (at < 0 || text.length() != at + HASH.length() + 2 * Sha256.BYTES + END.length() || !text.endsWith(END)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(text);
            AuditRecord record = new AuditRecord(
                    json.path("number").asLong(0),
                    ChronoUnit.MICROS.between(
                            Instant.EPOCH, Instant.parse(json.path("at").asString(""))),
                    json.path("who").asString(""),
                    json.path("from").asString(""),
                    json.path("act").asString(""),
                    json.path("subject").asString(""),
                    json.path("outcome").asString(""));
            return Optional.of(new AuditLine(
                    text,
                    record,
                    Sha256.parse(json.path("previous").asString("")),
                    Sha256.parse(json.path("hash").asString("")),
                    hash(text.substring(0, at))));
        } catch (JacksonException | DateTimeException | ArithmeticException | IllegalArgumentException notALine) {
            return Optional.empty();
        }
    }

    private static Sha256 hash(String text) {
        try {
            return new Sha256(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
