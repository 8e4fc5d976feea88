package org.lidless.sim.kernel;

import org.lidless.control.consensus.Replica;

/// Shows every entry to the oracles before it is applied.
record WatchedReplica(SimManagement by, ControlWorld world, Replica to) implements Replica {

    @Override
    public void apply(long index, byte[] entry) {
        world.control().applies(by, index, entry);
        to.apply(index, entry);
    }

    @Override
    public byte[] snapshot() {
        return to.snapshot();
    }

    @Override
    public void restore(long index, byte[] snapshot) {
        to.restore(index, snapshot);
    }
}
