package org.lidless.footage.playback.rtsp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.TimeSpan;

/// From where to where a player wants to see stored footage (RFC 2326 sections 3.6, 3.7 and 12.29).
///
/// @param fromUs site time, µs since 1970
/// @param toUs   [#OPEN] when it goes on for as long as there is footage
public record RtspRange(long fromUs, long toUs) {

    public static final long OPEN = Long.MAX_VALUE;

    private static final long SECONDS_MAX = 400L * 86_400;
    private static final Pattern CLOCK = Pattern.compile("clock=([0-9TZ.]+)-([0-9TZ.]*)(;.*)?");
    private static final Pattern NPT = Pattern.compile("npt=(\\d{1,8}(?:\\.\\d{0,9})?)-.*");

    private static final DateTimeFormatter UTC = new DateTimeFormatterBuilder()
            .appendPattern("yyyyMMdd'T'HHmmss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendLiteral('Z')
            .toFormatter();

    public RtspRange {
        if (fromUs < 0 || toUs <= fromUs) {
            throw new IllegalArgumentException("a range ends behind its beginning, not from " + fromUs + " to " + toUs);
        }
    }

    /// What the header `Range` asks for: moments, or seconds from where this range begins. Empty when it asks for
    /// nothing that is understood: then all of it is meant, or it goes on.
    public Optional<RtspRange> asked(String header) {
        String text = header.strip();
        Matcher clock = CLOCK.matcher(text);
        Matcher npt = NPT.matcher(text);
        try {
            if (clock.matches()) {
                return Optional.of(new RtspRange(
                        micros(clock.group(1)), clock.group(2).isEmpty() ? toUs : micros(clock.group(2))));
            }
            if (npt.matches()) {
                double seconds = Math.min(SECONDS_MAX, Double.parseDouble(npt.group(1)));
                return Optional.of(new RtspRange(fromUs + Math.round(seconds * 1e6), toUs));
            }
        } catch (DateTimeException | IllegalArgumentException neither) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static long micros(String text) {
        Instant at = LocalDateTime.parse(text, UTC).toInstant(ZoneOffset.UTC);
        return TimeSpan.micros(at);
    }

    /// As the header says it.
    public String words() {
        return "clock=" + word(fromUs) + "-" + (toUs == OPEN ? "" : word(toUs));
    }

    private static String word(long us) {
        return UTC.format(LocalDateTime.ofInstant(TimeSpan.instant(us), ZoneOffset.UTC));
    }

    /// How long it is, µs; empty when it is open.
    Optional<Long> durationUs() {
        return toUs == OPEN ? Optional.empty() : Optional.of(toUs - fromUs);
    }
}
