package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;

/// Has an encoder for each session: the same moments at the same even distances, but other bytes in every slice.
record EncodesPerSession() implements Personality {

    @Override
    public boolean encodesPerSession() {
        return true;
    }
}
