package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;

/// Is a web page, not a camera.
record SpeaksHttp() implements Personality {

    private static final String ANSWER = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n"
            + "Content-Length: 26\r\nConnection: close\r\n\r\n<html>Bad Request</html>\r\n";

    @Override
    public Reaction onRequest(String method) {
        return new Reaction.Babble(ANSWER);
    }
}
