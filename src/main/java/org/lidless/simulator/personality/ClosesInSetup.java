package org.lidless.simulator.personality;

import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;

/// Closes the connection when SETUP comes, as overloaded cameras do.
record ClosesInSetup() implements Personality {

    @Override
    public Reaction onRequest(Request request) {
        return request.method().equals("SETUP") ? new Reaction.HangUp() : new Reaction.Ordinary();
    }
}
