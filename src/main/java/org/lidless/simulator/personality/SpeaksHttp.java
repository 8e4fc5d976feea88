package org.lidless.simulator.personality;

import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;

/// Is a web page, not a camera.
record SpeaksHttp() implements Personality {

    private static final String ANSWER = """
            HTTP/1.1 400 Bad Request\r
            Content-Type: text/html\r
            Content-Length: 26\r
            Connection: close\r
            \r
            <html>Bad Request</html>\r
            """;

    @Override
    public Reaction onRequest(Request request) {
        return new Reaction.Babble(ANSWER);
    }
}
