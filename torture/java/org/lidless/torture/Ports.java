package org.lidless.torture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// TCP ports of this machine that nobody uses.
final class Ports {

    private Ports() {}

    /// A port that was free a moment ago.
    static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
