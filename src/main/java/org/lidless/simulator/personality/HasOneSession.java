package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;

/// Serves one session at a time. It is free again when its connection closes, when it is torn down, or when its client
/// was silent for too long.
record HasOneSession() implements Personality {

    @Override
    public int sessionsMax() {
        return 1;
    }
}
