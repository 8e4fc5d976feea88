package org.lidless.footage.playback.rtsp;

import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.Sample;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Where samples lie on a player's axis of time, which begins with the first one at 0 and rises with the camera's own
/// distances. Live, what is missing is as long as it lasted; of stored footage, which is sent without waiting for
/// what is missing, as long as one sample. One thread.
final class RtpAxis {

    private static final long TICKS_MAX = 9_000_000;

    private final boolean isLive;
    private @Nullable SampleMark before;
    private long next;
    private int lastTicks;

    RtpAxis(boolean isLive) {
        this.isLive = isLive;
    }

    /// Where the next sample is likely to be decoded, 1/90000 s; after [#resume] it surely is.
    long next() {
        return next;
    }

    /// What comes next goes on directly behind what came last, however much later it is.
    void resume() {
        before = null;
    }

    Sample place(Picture picture) {
        SampleMark mark = picture.sample().mark();
        int lasts = Math.max(1, picture.sample().durationTicks());
        SampleMark last = before;
        long decode = next;
        if (last != null) {
            decode = next - lastTicks + step(picture, last);
        }
        before = mark;
        lastTicks = lasts;
        next = decode + lasts;
        long lead = Math.clamp(mark.presentationTicks() - mark.decodeTicks(), 0, TICKS_MAX);
        return new Sample(
                mark.number(),
                decode,
                decode + lead,
                mark.timeUs(),
                lasts,
                mark.key(),
                mark.size(),
                picture.sample().companions());
    }

    private long step(Picture picture, SampleMark last) {
        if (picture.follows() && picture.stepTicks() > 0) {
            return picture.stepTicks();
        }
        long really = SampleMark.ticksOf(picture.sample().mark().decodeUs() - last.decodeUs());
        return isLive ? Math.max(1, really) : lastTicks;
    }
}
