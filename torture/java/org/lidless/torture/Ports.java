package org.lidless.torture;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// TCP ports of this machine that nobody uses.
final class Ports {

    /// Outside of the range from which the system gives ports to connections: a killed node's port must still be free
    /// when it is started again.
    private static final int MIN = 12_000;
    private static final int MAX = 32_000;
    private static final int TRIES_MAX = 100;

    /// What was given away stays so: a port is nobody's while its node is dead.
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /// A port that was free a moment ago.
    static int free() throws IOException {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            int port = ThreadLocalRandom.current().nextInt(MIN, MAX);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new BindException("no free port in " + TRIES_MAX + " tries");
    }

    private static boolean isFree(int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
