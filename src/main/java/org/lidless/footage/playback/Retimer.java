package org.lidless.footage.playback;

import org.lidless.footage.media.Sample;

/// Gives samples of several runs one axis of time: a sample is shown as long after the first as its site time is, so
/// that gaps stay gaps and the movie's clock is honest. Decoding times keep their distance to the time of showing as
/// in the run, and are moved only as far as they must to keep rising. Pure. One thread.
final class Retimer {

    private long startUs;
    private long leadTicks;
    private long lastDecode = -1;

    /// The sample on the movie's axis, in 1/90000 s; the first is decoded at 0.
    Sample place(Sample sample) {
        long delay = sample.presentationTicks() - sample.decodeTicks();
        if (lastDecode < 0) {
            startUs = sample.timeUs();
            leadTicks = delay;
        }
        long shown = leadTicks + Math.round((sample.timeUs() - startUs) * 9 / 100.0);
        long decoded = Math.max(lastDecode + 1, shown - delay);
        lastDecode = decoded;
        return new Sample(
                sample.number(),
                decoded,
                Math.max(decoded, shown),
                sample.timeUs(),
                sample.durationTicks(),
                sample.key(),
                sample.size());
    }
}
