package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.TimeSpan;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How far checking a pool has come, written down in `DATA/verify-ID.json` every few seconds, so that a check that was
/// stopped goes on there. That it cannot be written stops no check. One thread.
public final class CheckPlace {

    /// Remembers nothing.
    public static final CheckPlace NOWHERE = new CheckPlace(null, Path.of(""));

    /// An older place is not gone on from, µs: what was read then may have been damaged since.
    static final long OLD_US = 7 * 86_400_000_000L;

    private static final long WRITE_US = 5_000_000;
    private static final int VERSION = 1;
    private static final int BYTES_MAX = 64 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Logger LOG = LoggerFactory.getLogger(CheckPlace.class);

    private final @Nullable World world;
    private final Path directory;
    private String identity = "";
    private long begunUs;
    private long writeAtUs = Long.MIN_VALUE;

    private CheckPlace(@Nullable World world, Path directory) {
        this.world = world;
        this.directory = directory;
    }

    /// Remembers in a recorder's data directory.
    public static CheckPlace in(World world, Path dataDirectory) {
        return new CheckPlace(world, dataDirectory);
    }

    /// Where an earlier check was stopped.
    ///
    /// @param begunUs  when it began, wall time in µs
    /// @param after    the last segment that it had checked
    /// @param findings what it had found in segments up to there
    record Reached(long begunUs, SegmentName after, List<Finding> findings) {}

    private Path file() {
        return directory.resolve("verify-" + identity + ".json");
    }

    /// Begins, or goes on with, a pool's check.
    ///
    /// @param pool the digits of its identity file
    /// @return empty when it begins
    Optional<Reached> begin(String pool) {
        identity = pool;
        if (world == null) {
            return Optional.empty();
        }
        long nowUs = world.clock().wallUs();
        Optional<Reached> found = read(world).filter(each -> nowUs - each.begunUs() < OLD_US);
        begunUs = found.map(Reached::begunUs).orElse(nowUs);
        return found;
    }

    private Optional<Reached> read(World from) {
        try {
            JsonNode json = JSON.readTree(SmallFile.read(from.disk(), file(), BYTES_MAX));
            if (json.path("version").asInt(0) != VERSION) {
                return Optional.empty();
            }
            List<Finding> findings = new ArrayList<>();
            json.path("findings").forEach(each -> findings.add(finding(each)));
            long since = json.path("begunUs").asLong(0);
            return SegmentName.parse(json.path("after").asString("")).map(name -> new Reached(since, name, findings));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            LOG.warn("{} cannot be read: the check begins anew", file(), unreadable);
            return Optional.empty();
        }
    }

    private static Finding finding(JsonNode json) {
        Optional<TimeSpan> span = json.path("fromUs").isNumber()
                ? Optional.of(new TimeSpan(
                        json.path("fromUs").asLong(0), json.path("toUs").asLong(0)))
                : Optional.empty();
        return new Finding(
                Finding.Severity.valueOf(json.path("severity").asString("")),
                json.path("file").asString(""),
                json.path("offset").asLong(-1),
                span,
                json.path("text").asString(""));
    }

    /// A segment has been checked.
    ///
    /// @param findings all that was found in segments up to it
    void reached(SegmentName last, List<Finding> findings) {
        if (world == null || world.clock().elapsedUs() < writeAtUs) {
            return;
        }
        writeAtUs = world.clock().elapsedUs() + WRITE_US;
        ObjectNode json = JSON.createObjectNode()
                .put("version", VERSION)
                .put("begunUs", begunUs)
                .put("after", last.file());
        ArrayNode all = json.withArrayProperty("findings");
        for (Finding each : findings) {
            ObjectNode one = all.addObject()
                    .put("severity", each.severity().name())
                    .put("file", each.file())
                    .put("offset", each.offset())
                    .put("text", each.text());
            each.span().ifPresent(span -> one.put("fromUs", span.fromUs()).put("toUs", span.toUs()));
        }
        try {
            SmallFile.replace(world.disk(), file(), (json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            LOG.warn("how far the check is could not be written down", failed);
        }
    }

    /// The check has come to its end, or is to begin anew.
    public void forget(String pool) {
        identity = pool;
        try {
            if (world != null && world.disk().exists(file())) {
                world.disk().delete(file());
            }
        } catch (IOException failed) {
            LOG.warn("{} could not be deleted", file(), failed);
        }
    }
}
