package org.lidless.web.rtsp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Clock;
import org.lidless.world.StreamDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes players' connections, [#CONNECTIONS_MAX] at a time and [#OF_ADDRESS_MAX] of one address, and ends those that
/// say nothing, or take nothing, for too long. Any thread.
public final class RtspDoor implements AutoCloseable {

    public static final int CONNECTIONS_MAX = 128;
    public static final int OF_ADDRESS_MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(RtspDoor.class);
    private static final long LOOK_US = 500_000;

    private final RtspParts parts;
    private final RtspPictures pictures;
    private final StreamDoor door;
    /// Guarded by itself.
    private final List<RtspVisit> visits = new ArrayList<>();

    private volatile boolean isClosed;

    private RtspDoor(RtspParts parts, StreamDoor door) {
        this.parts = parts;
        this.door = door;
        this.pictures = new RtspPictures(parts);
    }

    /// Begins to answer.
    ///
    /// @throws ProblemException `PORT_IN_USE`
    public static RtspDoor open(RtspParts parts, InetSocketAddress listen) {
        try {
            RtspDoor opened = new RtspDoor(parts, parts.world().network().openDoor(listen));
            Thread.ofPlatform().daemon().name("rtsp-door").start(opened::take);
            Thread.ofPlatform().daemon().name("rtsp-watch").start(opened::watch);
            return opened;
        } catch (IOException taken) {
            throw ProblemCode.PORT_IN_USE.because(
                    "The address " + listen.getHostString() + ":" + listen.getPort() + " for players cannot be used: "
                            + taken.getMessage() + ".",
                    "Not concerned: everything else goes on.",
                    "Stop the other process, or choose another address with \"web: rtsp:\" in the settings.");
        }
    }

    /// The port on which it answers.
    public int port() {
        return door.port();
    }

    /// Connections that are open now.
    public int connections() {
        synchronized (visits) {
            return visits.size();
        }
    }

    private void take() {
        while (!isClosed) {
            try {
                StreamDoor.Visit taken = door.take();
                RtspVisit visit = new RtspVisit(taken, parts, pictures);
                if (isRoomFor(visit)) {
                    Thread.ofVirtual().name("rtsp").start(() -> {
                        try {
                            visit.run();
                        } finally {
                            forget(visit);
                        }
                    });
                } else {
                    taken.close();
                }
            } catch (IOException notTaken) {
                LOG.debug("a player could not be taken in: {}", notTaken.getMessage());
                rest(parts.world().clock());
            }
        }
    }

    /// So that a door out of file descriptors does not turn as fast as it can.
    private void rest(Clock clock) {
        if (!isClosed) {
            clock.pauseUs(LOOK_US / 5);
        }
    }

    private boolean isRoomFor(RtspVisit visit) {
        synchronized (visits) {
            long ofAddress = visits.stream()
                    .filter(each -> each.from().equals(visit.from()))
                    .count();
            boolean isRoom = visits.size() < CONNECTIONS_MAX && ofAddress < OF_ADDRESS_MAX && !isClosed;
            if (isRoom) {
                visits.add(visit);
            }
            return isRoom;
        }
    }

    private void forget(RtspVisit visit) {
        synchronized (visits) {
            visits.remove(visit);
        }
    }

    private List<RtspVisit> all() {
        synchronized (visits) {
            return List.copyOf(visits);
        }
    }

    private void watch() {
        Clock clock = parts.world().clock();
        while (!isClosed) {
            clock.pauseUs(LOOK_US);
            long nowUs = clock.elapsedUs();
            all().forEach(each -> each.look(nowUs));
        }
    }

    @Override
    public void close() {
        isClosed = true;
        door.close();
        all().forEach(RtspVisit::close);
    }
}
