package org.lidless.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingHoursTest {

    /// 2026-11-20 is a Friday.
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T06:59:59Z, false",
        "2026-11-20T07:00:00Z, true",
        "2026-11-20T18:59:59Z, true",
        "2026-11-20T19:00:00Z, false",
        "2026-11-20T22:00:00Z, true",
        "2026-11-21T05:59:59Z, true",
        "2026-11-21T06:00:00Z, false",
        "2026-11-21T07:00:00Z, false",
        "2026-11-21T22:00:00Z, false",
        "2026-11-23T00:00:00Z, false",
        "2026-11-23T07:00:00Z, true",
    })
    void hoursMayGoPastMidnight(Instant at, boolean isOn) {
        RecordingHours hours = RecordingHours.parse("mon-fri 07:00-19:00, fri 22:00-06:00 UTC");
        assertThat(hours.isOn(TimeSpan.micros(at))).isEqualTo(isOn);
    }

    @Test
    void theyAreThoseOfTheClocksThere() {
        RecordingHours hours = RecordingHours.parse("07:00-24:00 Europe/Berlin");
        assertThat(hours.isOn(us("2026-07-01T05:00:00Z"))).isTrue();
        assertThat(hours.isOn(us("2026-12-01T05:00:00Z"))).as("winter").isFalse();
        assertThat(hours.isOn(us("2026-12-01T22:59:59Z"))).isTrue();
        assertThat(hours.isOn(us("2026-12-01T23:00:00Z"))).isFalse();
    }

    @Test
    void daysMayGoPastTheEndOfTheWeek() {
        RecordingHours hours = RecordingHours.parse("sat-mon 10:00-11:00, wed 23:30-00:30 UTC");
        assertThat(hours.isOn(us("2026-11-23T10:59:59Z"))).isTrue();
        assertThat(hours.isOn(us("2026-11-24T10:30:00Z"))).isFalse();
        assertThat(hours.isOn(us("2026-11-26T00:29:00Z"))).isTrue();
        RecordingHours midnight = RecordingHours.parse("mon 23:00-00:00 UTC");
        assertThat(midnight.isOn(us("2026-11-23T23:59:59Z"))).isTrue();
        assertThat(midnight.isOn(us("2026-11-24T00:00:00Z"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mon-fri 07:00-19:00 Europe/Berlin",
                "mon-fri 07:00-19:00, sat 22:00-06:00 UTC",
                "00:00-24:00 America/New_York",
                "sun-tue 23:59-00:01 Etc/GMT+5",
                "mon 23:00-00:00 UTC"
            })
    void whatIsWrittenIsReadAsTheSame(String text) {
        assertThat(RecordingHours.parse(text)).hasToString(text);
        assertThat(RecordingHours.parse(RecordingHours.parse(text).toString())).isEqualTo(RecordingHours.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "always",
                "mon-fri 07:00-19:00",
                "mon-fri 07:00-19:00 Mars/Base",
                "montag 07:00-19:00 UTC",
                "mon 07:00-25:00 UTC",
                "mon 07:60-08:00 UTC",
                "mon 24:00-08:00 UTC",
                "mon 07:00-08:00,, UTC",
                "7-19 UTC"
            })
    void whatMeansNothingIsRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> RecordingHours.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    private static long us(String instant) {
        return TimeSpan.micros(Instant.parse(instant));
    }
}
