package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;

/// Sends no more frames after some seconds of playing, and keeps the connection open and answers.
///
/// @param afterUs how long it plays, µs
record SilentAfter(long afterUs) implements Personality {

    @Override
    public FrameFate onFrame(Moment moment) {
        return moment.playedUs() < afterUs ? FrameFate.SENT : FrameFate.WITHHELD;
    }
}
