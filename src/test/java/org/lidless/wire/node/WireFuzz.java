package org.lidless.wire.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.fuzz.Parser;
import org.lidless.fuzz.Target;

/// What nodes tell each other. Refused with an `IllegalArgumentException`, and with nothing else.
public final class WireFuzz {

    private static final List<String> WORDS = List.of(
            "{}", "[]", "null", "true", "\"\"", "[[[[", "1e999999999", "-0", "\\u0000", "\"type\":", "\"v\":1", ",{");

    private WireFuzz() {}

    public static List<Target> targets() {
        return List.of(
                new Parser(
                        "node-message",
                        messages(),
                        Parser.bytes(WORDS),
                        input -> refused(() ->
                                MessageJson.decode(new String(input, UTF_8)).hashCode())),
                new Parser(
                        "node-assignments",
                        List.of(AssignmentJson.encode(Given.assignments(Given.S1))),
                        Parser.bytes(WORDS),
                        input -> refused(() -> AssignmentJson.decode(input).hashCode())),
                new Parser("node-footage", footage(), Parser.bytes(WORDS), WireFuzz::footage),
                new Parser(
                        "node-marks",
                        marks(),
                        List.of(),
                        input -> refused(() -> MarkBytes.decode(ByteBuffer.wrap(input), Given.R1)
                                .size())),
                Parser.of(
                        "node-range",
                        List.of("bytes=0-99", "bytes=5-", "bytes 0-9/10", "bytes */7", "segments/a/main/2026-11-22/x"),
                        List.of("bytes=", "-", "/", "*", "../"),
                        WireFuzz::range));
    }

    private static List<byte[]> messages() {
        return Parser.bytes(List.of(
                MessageJson.encode(new Message.Hello(1, Given.R1, -5)),
                MessageJson.encode(new Message.Beat(Given.heartbeat(Given.R1, 1))),
                "{\"type\":\"heartbeat-change\",\"assignments-version\":7,\"cameras\":[],\"gone\":[\"lobby\"]}",
                MessageJson.encode(new Message.Assigned(Given.assignments(Given.S1))),
                MessageJson.encode(new Message.ClockAnswered(17, 1_700_000_000_000_000L)),
                MessageJson.encode(new Message.Wanted(new TreeMap<>(java.util.Map.of(Given.LOBBY, 0L))))));
    }

    private static List<byte[]> footage() {
        return List.of(
                ("{\"pools\":[{\"pool\":\"main\",\"identity\":\"0123456789abcdef\",\"shared\":false,\"catalogue\":[{"
                                + "\"writer\":\"r1\",\"file\":\"2026-11-22.cat\",\"bytes\":77}]}]}")
                        .getBytes(UTF_8),
                FootageJson.copies(List.of(new BroughtHome("segments/a/main/2026-11-22/x.mp4", Sha256.NONE))),
                FootageJson.released(List.of("segments/a/main/2026-11-22/x.mp4")));
    }

    private static List<byte[]> marks() {
        return MarkBytes.encode(List.of(Given.batch(Given.LOBBY, Given.R1, Given.marks(1, 0, 20), 20)));
    }

    private static long footage(byte[] input) {
        return refused(() -> FootageJson.readPools(input).size()) * 31
                + refused(() -> FootageJson.readCopies(input).size()) * 7
                + refused(() -> FootageJson.readReleased(input).size());
    }

    private static long range(byte[] input) {
        String text = new String(input, UTF_8);
        long sign = 0;
        for (ByteRange range : ByteRange.parse(text).stream().toList()) {
            if (range.from() < 0 || range.count() < 1 || range.count() > ByteRange.BYTES_MAX) {
                throw new AssertionError("no range of one answer: " + range);
            }
            sign += 64 - Long.numberOfLeadingZeros(range.from()) + 97L * range.count();
        }
        return sign + ByteRange.wholeLength(text).map(each -> each % 101).orElse(0L) + 31 * path(text);
    }

    private static long path(String text) {
        try {
            return text.endsWith(".cat")
                    ? SegmentPath.catalogue(text).length()
                    : SegmentPath.segment(text).length();
        } catch (ProblemException refused) {
            return text.indexOf('/');
        }
    }

    private interface Reading {
        long read();
    }

    private static long refused(Reading reading) {
        try {
            return reading.read() % 4_099;
        } catch (IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage())
                            .replaceAll("[^a-z ]+", "")
                            .hashCode()
                    % 4_099;
        }
    }
}
