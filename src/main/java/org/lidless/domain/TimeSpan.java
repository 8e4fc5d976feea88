package org.lidless.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A half-open span `[fromUs, toUs)` of site time, in microseconds since 1970-01-01T00:00:00Z. May be empty.
public record TimeSpan(long fromUs, long toUs) implements Comparable<TimeSpan> {

    public TimeSpan {
        if (toUs < fromUs) {
            throw new IllegalArgumentException("a span cannot end before it begins: " + fromUs + " to " + toUs);
        }
    }

    public long durationUs() {
        return toUs - fromUs;
    }

    public boolean isEmpty() {
        return toUs == fromUs;
    }

    public boolean contains(long timeUs) {
        return fromUs <= timeUs && timeUs < toUs;
    }

    public boolean overlaps(TimeSpan other) {
        return fromUs < other.toUs && other.fromUs < toUs;
    }

    /// What both have; empty (at this span's nearer edge) when they do not overlap.
    public TimeSpan within(TimeSpan other) {
        long from = Math.clamp(other.fromUs, fromUs, toUs);
        return new TimeSpan(from, Math.clamp(other.toUs, from, toUs));
    }

    @Override
    public int compareTo(TimeSpan other) {
        int byStart = Long.compare(fromUs, other.fromUs);
        return byStart != 0 ? byStart : Long.compare(toUs, other.toUs);
    }

    /// RFC 3339, UTC, microseconds; a span reads `from/to`.
    @Override
    public String toString() {
        return instant(fromUs) + "/" + instant(toUs);
    }

    /// Microseconds since 1970 as an instant.
    public static Instant instant(long timeUs) {
        return Instant.EPOCH.plus(timeUs, ChronoUnit.MICROS);
    }

    /// An instant as microseconds since 1970, rounded down.
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
