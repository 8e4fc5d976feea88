package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;

/// Closes the connection when SETUP comes, as overloaded cameras do.
record ClosesInSetup() implements Personality {

    @Override
    public Reaction onRequest(String method) {
        return method.equals("SETUP") ? new Reaction.HangUp() : new Reaction.Ordinary();
    }
}
