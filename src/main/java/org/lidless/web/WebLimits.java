package org.lidless.web;

import java.time.Duration;

/// How much of this server anybody may take. What is beyond is refused or closed; recording shares nothing with
/// it but the machine.
///
/// @param connections    at a time; further ones wait to be accepted
/// @param connectionsOfOne from one address at a time; further ones are closed
/// @param headerBytes    longest request line with headers; answered with 431
/// @param idle           a connection on which nothing happens for so long is closed
/// @param request        a greeting, or a request with its body, that takes longer than this to come is cut off
/// @param sockets        WebSocket messages of the client's, bytes
public record WebLimits(
        int connections, int connectionsOfOne, int headerBytes, Duration idle, Duration request, int sockets) {

    public static final WebLimits NORMAL =
            new WebLimits(1_024, 300, 8_192, Duration.ofSeconds(30), Duration.ofSeconds(20), 8_192);

    public WebLimits withIdle(Duration other) {
        return new WebLimits(connections, connectionsOfOne, headerBytes, other, request, sockets);
    }

    public WebLimits withRequest(Duration other) {
        return new WebLimits(connections, connectionsOfOne, headerBytes, idle, other, sockets);
    }
}
