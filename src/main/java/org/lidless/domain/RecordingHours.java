package org.lidless.domain;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When in the week a camera is recorded; outside of its hours nothing of it is received. Written as
/// `mon-fri 07:00-19:00, sat 22:00-06:00 Europe/Berlin`: days (left out: every day), the hours, which may end on the
/// next day, and the time zone in whose clocks all that is meant.
///
/// @param hours at least one
/// @param zone  of the IANA's time zone database
public record RecordingHours(List<Hours> hours, ZoneId zone) {

    static final int HOURS_MAX = 64;

    private static final int DAY_MINUTES = 24 * 60;
    private static final int TEXT_MAX = 2_000;
    private static final Pattern TEXT = Pattern.compile("(.*[0-9])\\s+([A-Za-z][A-Za-z0-9_+/-]*)\\s*");
    private static final Pattern PART =
            Pattern.compile("(?:([a-z]{3})(?:-([a-z]{3}))?\\s+)?([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");

    /// The same hours of some days in a row.
    ///
    /// @param first first day
    /// @param last  last day, perhaps in the next week
    /// @param from  minute of the day
    /// @param to    minute of the day at whose beginning it is over, up to 24:00; not later than `from`: of the
    ///              next day
    public record Hours(DayOfWeek first, DayOfWeek last, int from, int to) {

        public Hours {
            Objects.requireNonNull(first);
            Objects.requireNonNull(last);
            if (from < 0 || from >= DAY_MINUTES || to < 0 || to > DAY_MINUTES) {
                throw new IllegalArgumentException("hours of a day are from 00:00 to 24:00");
            }
        }

        private boolean isOn(DayOfWeek day, int minute) {
            boolean isPast = to <= from;
            boolean isToday = days().contains(day) && minute >= from && (isPast || minute < to);
            return isToday || (isPast && days().contains(day.minus(1)) && minute < to);
        }

        private Set<DayOfWeek> days() {
            Set<DayOfWeek> days = EnumSet.of(first);
            for (DayOfWeek day = first; day != last; day = day.plus(1)) {
                days.add(day.plus(1));
            }
            return days;
        }

        @Override
        public String toString() {
            String time = String.format(Locale.ROOT, "%02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60);
            if (last.plus(1) == first) {
                return time;
            }
            return word(first) + (first == last ? "" : "-" + word(last)) + " " + time;
        }
    }

    public RecordingHours {
        hours = List.copyOf(hours);
        Objects.requireNonNull(zone);
        if (hours.isEmpty() || hours.size() > HOURS_MAX) {
            throw new IllegalArgumentException("1 to " + HOURS_MAX + " times a week, not " + hours.size());
        }
    }

    /// Reads what [#toString] writes, and what people write.
    ///
    /// @throws IllegalArgumentException with what is allowed
    public static RecordingHours parse(String text) {
        Matcher whole = TEXT.matcher(text.length() > TEXT_MAX ? "" : text);
        if (!whole.matches()) {
            throw new IllegalArgumentException(
                    "days, hours and a time zone, for example \"mon-fri 07:00-19:00 Europe/Berlin\"");
        }
        List<Hours> hours = new ArrayList<>();
        for (String part : whole.group(1).split(",", -1)) {
            hours.add(hours(part.strip().toLowerCase(Locale.ROOT)));
        }
        try {
            return new RecordingHours(hours, ZoneId.of(whole.group(2)));
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "a time zone of the IANA's list, for example Europe/Berlin or UTC, not " + whole.group(2), unknown);
        }
    }

    private static Hours hours(String part) {
        Matcher found = PART.matcher(part);
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "hours as in \"mon-fri 07:00-19:00\", \"sat 22:00-06:00\" or \"07:00-19:00\", not \"" + part
                            + "\"");
        }
        String first = found.group(1);
        String last = found.group(2);
        DayOfWeek from = first == null ? DayOfWeek.MONDAY : day(first);
        DayOfWeek to = first == null ? DayOfWeek.SUNDAY : last == null ? from : day(last);
        return new Hours(from, to, minute(found.group(3), found.group(4)), minute(found.group(5), found.group(6)));
    }

    private static int minute(String hour, String minute) {
        int minutes = Integer.parseInt(minute);
        if (minutes >= 60) {
            throw new IllegalArgumentException("minutes up to 59, not " + minute);
        }
        return Integer.parseInt(hour) * 60 + minutes;
    }

    private static DayOfWeek day(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word(day).equals(word)) {
                return day;
            }
        }
        throw new IllegalArgumentException("days are mon, tue, wed, thu, fri, sat and sun, not " + word);
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    /// Whether the camera is recorded at that moment.
    ///
    /// @param siteUs site time, µs since 1970
    public boolean isOn(long siteUs) {
        ZonedDateTime there = there(siteUs);
        int minute = there.getHour() * 60 + there.getMinute();
        return hours.stream().anyMatch(each -> each.isOn(there.getDayOfWeek(), minute));
    }

    private ZonedDateTime there(long siteUs) {
        return Instant.EPOCH.plus(siteUs, ChronoUnit.MICROS).atZone(zone);
    }

    /// As it is written; read again it is the same.
    @Override
    public String toString() {
        return String.join(", ", hours.stream().map(Hours::toString).toList()) + " " + zone;
    }
}
