package org.lidless.bench;

import java.util.Arrays;

/// One candidate's figures of one round.
///
/// @param candidate         its name
/// @param steadyCpu         CPU seconds per stream-minute in the window after all were connected
/// @param wholeCpu          the same from the start of the process to the end of the window
/// @param residentPerStream bytes of resident memory per stream at the end of the window
/// @param offered           frames that the cameras offered in the whole run
/// @param lost              of these, how many are in no file; only counted for ours
/// @param latestMs          how late the cameras were, at most, in the window
/// @param residentPeak      the most resident memory at any look in the window, bytes
/// @param again             from a new connection on, after all were hung up on; only ours
/// @param key               from connection to the first key sample in the ring; only ours tells
/// @param durable           from connection to the first durable fragment; only ours tells
record Measurement(
        String candidate,
        double steadyCpu,
        double wholeCpu,
        long residentPerStream,
        long residentPeak,
        long offered,
        long lost,
        double latestMs,
        Reconnect again,
        Delay key,
        Delay durable) {

    /// How late the cameras may be before a round counts for nothing.
    static final double LATE_MS_MAX = 500;

    /// Times over all streams, ms; not-a-number where nobody told.
    record Delay(double p50, double p95) {
        static final Delay UNKNOWN = new Delay(Double.NaN, Double.NaN);

        static Delay of(double[] times) {
            double[] sorted = times.clone();
            Arrays.sort(sorted);
            return sorted.length == 0
                    ? UNKNOWN
                    : new Delay(sorted[sorted.length / 2], sorted[sorted.length * 95 / 100]);
        }
    }

    boolean counts() {
        return latestMs <= LATE_MS_MAX;
    }
}
