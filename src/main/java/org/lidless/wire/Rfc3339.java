package org.lidless.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Moments as text: RFC 3339, in UTC, with a fixed number of digits so that columns and sorting stay straight.
public final class Rfc3339 {

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// RFC 3339 section 5.6.
    private static final int YEAR_MAX = 9_999;

    private Rfc3339() {}

    /// For machines: `2026-11-22T04:01:53.123456Z`.
    public static String micros(Instant moment) {
        return MICROS.format(moment);
    }

    /// For people: `2026-11-22T04:01:53.123Z`.
    public static String millis(Instant moment) {
        return MILLIS.format(moment);
    }

    /// Reads RFC 3339 with any offset, rounded down to whole microseconds.
    ///
    /// @throws DateTimeException when it is something else
    public static Instant parse(String text) {
        OffsetDateTime moment = OffsetDateTime.parse(text.strip());
        if (moment.getYear() < 0 || moment.getYear() > YEAR_MAX) {
            throw new DateTimeException("a year has four digits: " + text);
        }
        return moment.toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
