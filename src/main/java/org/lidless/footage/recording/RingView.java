package org.lidless.footage.recording;

import org.jspecify.annotations.Nullable;

/// What status needs to know of a ring, at one moment.
///
/// @param codec         the encoding's name, empty before parameters are known
/// @param width         pixels across
/// @param height        pixels down
/// @param fps           samples a second over the last seconds
/// @param bitrate       bits a second over the last seconds
/// @param lastArrivalUs monotonic arrival of the newest sample, `Long.MIN_VALUE` before the first
/// @param queueUs       how long the oldest sample that is not durable has waited, µs
/// @param damaged       samples that arrived torn
/// @param undecodable   samples dropped because no key sample or no parameters had come
/// @param bytes         bytes of memory held
record RingView(
        String codec,
        int width,
        int height,
        double fps,
        long bitrate,
        long lastArrivalUs,
        long queueUs,
        long damaged,
        long undecodable,
        long bytes) {

    /// Over how long rates are measured, µs.
    private static final long RATE_US = 5_000_000;

    static RingView of(
            SampleTable table,
            @Nullable Section newest,
            long nowUs,
            long lastArrivalUs,
            WriterPlaces places,
            long damaged,
            long undecodable,
            long bytesKept) {
        long count = 0;
        long bytes = 0;
        long oldestUs = nowUs;
        for (long at = table.end() - 1; at >= table.first() && nowUs - table.arrivalUs(at) <= RATE_US; at--) {
            count++;
            bytes += table.size(at);
            oldestUs = table.arrivalUs(at);
        }
        long waiting = Math.max(places.durable(), table.first());
        double seconds = Math.max(nowUs - oldestUs, 40_000) / 1e6;
        return new RingView(
                newest == null ? "" : newest.parameters().codec().word(),
                newest == null ? 0 : newest.parameters().width(),
                newest == null ? 0 : newest.parameters().height(),
                count / seconds,
                Math.round(bytes * 8 / seconds),
                lastArrivalUs,
                waiting < table.end() ? Math.max(0, nowUs - table.arrivalUs(waiting)) : 0,
                damaged,
                undecodable,
                bytesKept);
    }
}
