package org.lidless.simulator.personality;

import java.util.List;
import java.util.OptionalLong;
import org.lidless.simulator.Personality;

/// How cameras count and tell the time, other than they say.
final class ClockQuirks {

    private static final long SECOND = 90_000;
    private static final long FRAME = 3_600;
    private static final long HOUR_US = 3_600_000_000L;

    static final List<Quirk> ALL = List.of(
            new Quirk(
                    "clock-fast",
                    "counts 500 millionths too fast",
                    "moonfire's design/time.md",
                    new Clocks(ticks -> ticks + ticks / 2_000)),
            new Quirk(
                    "clock-slow",
                    "counts 500 millionths too slowly",
                    "moonfire's design/time.md",
                    new Clocks(ticks -> ticks - ticks / 2_000)),
            new Quirk(
                    "clock-rate",
                    "counts 48,000 a second where it says 90,000",
                    "mediamtx #5550: drift resets every 13 s",
                    new Clocks(ticks -> ticks * 8 / 15)),
            new Quirk(
                    "clock-five-percent",
                    "counts five in a hundred too fast",
                    "mediamtx #5550",
                    new Clocks(ticks -> ticks * 21 / 20)),
            new Quirk(
                    "clock-jumps",
                    "sets its clock forward by an hour, and back by one, every 20 s in turn",
                    "retina #64, raptor #43",
                    new Clocks(ticks -> ticks + (ticks / (20 * SECOND) % 2) * 3_600 * SECOND)),
            new Quirk(
                    "clock-slips",
                    "sets its clock back by ten frames every 20 s",
                    "retina #64",
                    new Clocks(ticks -> ticks - ticks / (20 * SECOND) * 10 * FRAME)),
            new Quirk(
                    "clock-strays",
                    "stamps a frame hours away every 4 s",
                    "Intelbras, mediamtx PR #6255",
                    new Clocks(ticks -> ticks / FRAME % 100 == 50 ? ticks + 7_200 * SECOND : ticks)),
            new Quirk("reports-never", "sends no sender reports", "Hanwha, mediamtx #5355", new Reports() {
                @Override
                public OptionalLong reportedUs(long wallUs, long playedUs) {
                    return OptionalLong.empty();
                }
            }),
            new Quirk(
                    "reports-wrong",
                    "tells in sender reports a time that is an hour ahead, and another hour each 5 s",
                    "mediamtx #1300",
                    new Reports() {
                        @Override
                        public OptionalLong reportedUs(long wallUs, long playedUs) {
                            return OptionalLong.of(wallUs + HOUR_US * (1 + playedUs / 5_000_000));
                        }
                    }));

    private ClockQuirks() {}

    /// A camera whose only quirk is what it reports.
    private interface Reports extends Personality {}
}
