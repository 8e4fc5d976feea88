package org.lidless.footage.playback.live;

import org.lidless.footage.media.Sample;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.timeline.alignment.SampleMark;

/// One player's own axis of time: rises from where it begins with the camera's own distances, without leaps. A
/// distance of more than twice the usual one is shortened to the usual one, because a media source drops
/// everything up to the next key sample behind a leap of more than two durations (*Media Source Extensions*
/// section 3.5.8, *coded frame processing*). Of a sample that another server has placed it is not known how long it
/// lasts there, so that the one behind it comes soon. One thread.
final class PlayerAxis {

    private static final int LEAP = 2;
    private static final int TICKS_MAX = 9_000_000;

    /// Twice as long as a picture of the fastest cameras, 120 a second.
    private static final long SOON_TICKS = 1_500;

    private final long beginTicks;
    private boolean isBegun;
    private boolean isGoingOn;
    private long decode;
    private long usual;

    /// @param beginUs where the first sample lies, µs
    /// @param goesOn  whether the sample before that one lies there instead
    PlayerAxis(long beginUs, boolean goesOn) {
        this.beginTicks = SampleMark.ticksOf(beginUs);
        this.isBegun = goesOn;
        this.isGoingOn = goesOn;
        this.decode = beginTicks;
    }

    /// The picture's sample on the axis, as long as is usual.
    Sample place(Picture picture) {
        SampleMark mark = picture.sample().mark();
        long lasts = Math.max(1, picture.sample().durationTicks());
        if (usual == 0) {
            usual = lasts;
        }
        if (isGoingOn) {
            isGoingOn = false;
            decode += SOON_TICKS;
        } else if (isBegun) {
            long step = picture.stepTicks() < 1 ? lasts : picture.stepTicks();
            boolean isLeap = step > LEAP * usual;
            decode += isLeap ? usual : step;
            usual = isLeap ? usual : Math.clamp((3 * usual + step + 2) / 4, 1, TICKS_MAX);
        } else {
            isBegun = true;
            decode = beginTicks;
        }
        long lead = Math.clamp(mark.presentationTicks() - mark.decodeTicks(), 0, TICKS_MAX);
        return new Sample(
                mark.number(),
                decode,
                decode + lead,
                mark.timeUs(),
                (int) usual,
                mark.key(),
                mark.size(),
                picture.sample().companions());
    }
}
