package org.lidless.footage.playback;

import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Sample;

/// Gives samples of several runs one axis of time. A run begins where its site time says, behind the one before; within
/// it the camera's own distances between samples are kept to the tick. When the camera's clock has drifted away from
/// the
/// site's by more than a bound, the distances give way by two parts in a hundred until it is right again, so that gaps
/// stay gaps and the movie's clock is honest. Decoding times keep their distance to the time of showing as in the run,
/// and always rise. Pure. One thread.
final class Retimer {

    /// How far the movie may be from the site's clock before it is set right, 1/90000 s.
    static final long DRIFT_TICKS_MAX = 45_000;

    private static final long GIVE_WAY_DIVISOR = 50;

    private @Nullable RunId run;
    private long startUs;
    private long leadTicks;
    private long offsetTicks;
    private boolean isSettingRight;
    private long lastDecode = -1;
    private long lastDuration;

    /// The sample on the movie's axis, in 1/90000 s; the first is decoded at 0.
    Sample place(RunId of, Sample sample) {
        long delay = sample.presentationTicks() - sample.decodeTicks();
        if (lastDecode < 0) {
            startUs = sample.timeUs();
            leadTicks = delay;
        }
        long bySite = leadTicks + Math.round((sample.timeUs() - startUs) * 9 / 100.0);
        if (!of.equals(run)) {
            run = of;
            isSettingRight = false;
            long behind = lastDecode < 0 ? 0 : lastDecode + Math.max(1, lastDuration) + delay;
            offsetTicks = Math.max(bySite, behind) - sample.presentationTicks();
        } else {
            giveWay(bySite - (sample.presentationTicks() + offsetTicks));
        }
        long shown = sample.presentationTicks() + offsetTicks;
        long decoded = Math.max(lastDecode + 1, shown - delay);
        lastDecode = decoded;
        lastDuration = sample.durationTicks();
        return new Sample(
                sample.number(),
                decoded,
                Math.max(decoded, shown),
                sample.timeUs(),
                sample.durationTicks(),
                sample.key(),
                sample.size());
    }

    private void giveWay(long wrongTicks) {
        long wrong = Math.abs(wrongTicks);
        isSettingRight = wrong > DRIFT_TICKS_MAX || (isSettingRight && wrong > DRIFT_TICKS_MAX / 10);
        if (isSettingRight) {
            offsetTicks += Long.signum(wrongTicks) * Math.min(wrong, lastDuration / GIVE_WAY_DIVISOR);
        }
    }
}
