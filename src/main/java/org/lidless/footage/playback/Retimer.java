package org.lidless.footage.playback;

import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Sample;

/// Gives samples of several clocks one axis of time. What is on one clock of the camera, whoever recorded it, keeps the
/// camera's own distances between samples to the tick, also from one recorder's copy to another's. What is on another
/// clock begins where its site time says, behind the one before. When the camera's clock has drifted away from the
/// site's by more than a bound, the distances give way by two parts in a hundred until it is right again, so that gaps
/// stay gaps and the movie's clock is honest. Decoding times keep their distance to the time of showing as they were
/// recorded, and always rise. Pure. One thread.
final class Retimer {

    /// How far the movie may be from the site's clock before it is set right, 1/90000 s.
    static final long DRIFT_TICKS_MAX = 3_600;

    private static final long GIVE_WAY_DIVISOR = 50;
    /// What is wrong by more than half a sample is set right in about so many samples.
    private static final long SAMPLES_TO_RIGHT = 25;

    /// Names the clock of the sample before.
    private @Nullable RunId axis;
    private long startUs;
    private long leadTicks;
    private long offsetTicks;
    private boolean isSettingRight;
    private long lastDecode = -1;
    private long lastDuration;

    /// @param of names the clock of the sample's ticks
    /// @return the sample on the movie's axis, in 1/90000 s; the first is decoded at 0
    Sample place(RunId of, Sample sample) {
        long delay = sample.presentationTicks() - sample.decodeTicks();
        if (lastDecode < 0) {
            startUs = sample.timeUs();
            leadTicks = delay;
        }
        long bySite = leadTicks + Math.round((sample.timeUs() - startUs) * 9 / 100.0);
        if (!of.equals(axis)) {
            axis = of;
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
        return sample.at(decoded, Math.max(decoded, shown));
    }

    private void giveWay(long wrongTicks) {
        long wrong = Math.abs(wrongTicks);
        isSettingRight = wrong > DRIFT_TICKS_MAX || (isSettingRight && wrong > DRIFT_TICKS_MAX / 10);
        if (isSettingRight) {
            long more = Math.min(wrong / SAMPLES_TO_RIGHT, lastDuration / 2);
            offsetTicks += Long.signum(wrongTicks) * Math.min(wrong, Math.max(lastDuration / GIVE_WAY_DIVISOR, more));
        }
    }
}
