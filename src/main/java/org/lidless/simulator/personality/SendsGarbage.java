package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;

/// Sets up a session like any camera, and then sends random bytes in place of each frame.
record SendsGarbage() implements Personality {

    @Override
    public FrameFate onFrame(Moment moment) {
        return FrameFate.GARBLED;
    }
}
