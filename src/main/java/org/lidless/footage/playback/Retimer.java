package org.lidless.footage.playback;

import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Sample;

/// Gives samples of several runs one axis of time. Within a run the camera's own distances between samples are kept to
/// the tick; a new run, or a camera's clock that has drifted away from the site's by more than a bound, is placed anew
/// by site time, so that gaps stay gaps and the movie's clock is honest. Decoding times keep their distance to the time
/// of showing as in the run, and are moved only as far as they must to keep rising. Pure. One thread.
final class Retimer {

    /// How far the movie may be from the site's clock before it is set right, 1/90000 s.
    static final long DRIFT_TICKS_MAX = 22_500;

    private @Nullable RunId run;
    private long startUs;
    private long leadTicks;
    private long offsetTicks;
    private long lastDecode = -1;

    /// The sample on the movie's axis, in 1/90000 s; the first is decoded at 0.
    Sample place(RunId of, Sample sample) {
        long delay = sample.presentationTicks() - sample.decodeTicks();
        if (lastDecode < 0) {
            startUs = sample.timeUs();
            leadTicks = delay;
        }
        long bySite = leadTicks + Math.round((sample.timeUs() - startUs) * 9 / 100.0);
        long byRun = sample.presentationTicks() + offsetTicks;
        if (!of.equals(run) || Math.abs(bySite - byRun) > DRIFT_TICKS_MAX) {
            run = of;
            offsetTicks = bySite - sample.presentationTicks();
            byRun = bySite;
        }
        long decoded = Math.max(lastDecode + 1, byRun - delay);
        lastDecode = decoded;
        return new Sample(
                sample.number(),
                decoded,
                Math.max(decoded, byRun),
                sample.timeUs(),
                sample.durationTicks(),
                sample.key(),
                sample.size());
    }
}
