package org.lidless.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers at one port of all addresses of this machine, and counts who connects to it.
final class Trap {

    private final ServerSocket door;
    private final AtomicInteger calls = new AtomicInteger();

    private Trap(ServerSocket door) {
        this.door = door;
    }

    /// One until the end of the test.
    static Trap set(Place place) throws IOException {
        var trap = new Trap(place.closing(new ServerSocket(0)));
        Thread.ofVirtual().start(trap::listen);
        return trap;
    }

    private void listen() {
        try {
            while (!door.isClosed()) {
                door.accept().close();
                calls.incrementAndGet();
            }
        } catch (SocketException closed) {
            // The test is over: accept says so in no other way.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    int called() {
        return calls.get();
    }
}
