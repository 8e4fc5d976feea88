package org.lidless.simulator.personality;

import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;

/// All its sessions are taken, always: SETUP is answered with 453 (RFC 2326 section 11.3.5).
record NoSessionFree() implements Personality {

    @Override
    public Reaction onRequest(Request request) {
        return request.method().equals("SETUP")
                ? new Reaction.Refusal(453, "Not Enough Bandwidth")
                : new Reaction.Ordinary();
    }
}
