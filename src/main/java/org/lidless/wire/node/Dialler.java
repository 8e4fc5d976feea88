package org.lidless.wire.node;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether anybody listens at an address, by a TCP connection and not a byte more. Each call has a virtual
/// thread of its own.
public final class Dialler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);

    /// Calls at a time; a further one is not made, and is asked for again.
    private static final int CALLS_MAX = 64;

    private final World world;
    private final Semaphore calls = new Semaphore(CALLS_MAX);
    private volatile boolean closed;

    /// What came of a call.
    public interface Answer {

        /// Called on the call's thread; never called when nothing was found out in time.
        ///
        /// @param refused nobody listens there; otherwise somebody accepted the connection
        void dialled(boolean refused);
    }

    private Dialler(World world) {
        this.world = world;
    }

    public static Dialler start(World world) {
        return new Dialler(world);
    }

    /// Dials; returns at once. Any thread.
    ///
    /// @param address `host:port`
    public void dial(String address, Answer answer) {
        if (closed || !calls.tryAcquire()) {
            LOG.debug("Not dialled: {}", address);
            return;
        }
        Thread.ofVirtual().name("dial-" + address).start(() -> {
            try {
                Knock.isRefused(world, address).ifPresent(answer::dialled);
            } catch (IOException | IllegalArgumentException unknown) {
                LOG.debug("Dialling {} found nothing out", address, unknown);
            } finally {
                calls.release();
            }
        });
    }

    /// Makes no further call; those under way end within a second.
    @Override
    public void close() {
        closed = true;
    }
}
