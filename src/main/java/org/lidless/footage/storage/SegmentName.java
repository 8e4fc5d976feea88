package org.lidless.footage.storage;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;

/// A segment's place in its pool: `segments/CAMERA/STREAM/YYYY-MM-DD/START-eEPOCH-NODE-RUN-NUMBER.mp4`, days and
/// times in UTC. No two writers ever make the same one, because node and run are in it.
public record SegmentName(StreamId stream, long startUs, Epoch epoch, NodeId node, RunId run, int number)
        implements Comparable<SegmentName> {

    static final String DIRECTORY = "segments";

    private static final Pattern FILE = Pattern.compile("segments/([^/]+)/([^/]+)/\\d{4}-\\d{2}-\\d{2}/"
            + "(\\d{8}T\\d{6}\\.\\d{6})Z-e(\\d{1,18})-([^/]+)-([0-9a-f]{16})-(\\d{1,9})\\.mp4");
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS", Locale.ROOT);

    /// The path inside the pool, with `/` between its parts.
    public String file() {
        LocalDateTime start = LocalDateTime.ofInstant(Instant.EPOCH.plus(startUs, ChronoUnit.MICROS), ZoneOffset.UTC);
        return DIRECTORY + "/" + stream.camera() + "/" + stream.kind().word() + "/" + start.toLocalDate() + "/"
                + START.format(start) + "Z-e" + epoch.value() + "-" + node + "-" + run + "-" + number + ".mp4";
    }

    /// Reads the path back; empty when it is no segment's.
    public static Optional<SegmentName> parse(String file) {
        Matcher parts = FILE.matcher(file);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime start = LocalDateTime.parse(parts.group(3), START);
            long startUs = ChronoUnit.MICROS.between(Instant.EPOCH, start.toInstant(ZoneOffset.UTC));
            SegmentName name = new SegmentName(
                    new StreamId(new CameraId(parts.group(1)), StreamKind.of(parts.group(2))),
                    startUs,
                    new Epoch(Long.parseLong(parts.group(4))),
                    new NodeId(parts.group(5)),
                    RunId.parse(parts.group(6)),
                    Integer.parseInt(parts.group(7)));
            return name.file().equals(file) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException notOurs) {
            return Optional.empty();
        }
    }

    /// @throws IllegalArgumentException when a recorder would touch what another one wrote
    void requireOf(NodeId recorder) {
        if (!node.equals(recorder)) {
            throw new IllegalArgumentException("recorder " + recorder + " may not touch a segment of " + node);
        }
    }

    @Override
    public int compareTo(SegmentName other) {
        return file().compareTo(other.file());
    }

    @Override
    public String toString() {
        return file();
    }
}
