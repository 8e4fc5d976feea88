package org.lidless.wire.node;

import org.lidless.world.World;

/// Finds out whether anybody listens at an address.
public final class Dialler implements AutoCloseable {

    private Dialler() {}

    public static Dialler start(World world) {
        return new Dialler();
    }

    /// Dials; returns at once. No answer in time is no call.
    ///
    /// @param address `host:port`
    /// @param answer  told whether the connection was refused (nobody listens there) or accepted
    public void dial(String address, Answer answer) {}

    /// What came of it; called on the dialler's thread.
    public interface Answer {
        void dialled(boolean refused);
    }

    @Override
    public void close() {}
}
