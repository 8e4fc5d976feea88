package org.lidless.footage.recording;

import org.jspecify.annotations.Nullable;

/// One writer's hold on a ring. When a stream moves to another pool, its new writer has a hold of its own and the old
/// one is withdrawn: whatever the old writer still does, perhaps after a minute in a disk that hung, changes nothing of
/// what is known to be written. Any thread; its lock is held for a few table steps, and the ring's taken inside it.
final class RingHold {

    private final Ring ring;
    private boolean isWithdrawn;

    RingHold(Ring ring) {
        this.ring = ring;
    }

    /// As [Ring#take]; nothing once it is withdrawn.
    @Nullable
    synchronized Taken take(Cut cut) {
        return isWithdrawn ? null : ring.take(cut);
    }

    /// A taken fragment is durable.
    synchronized void wrote(Taken taken) {
        if (isWithdrawn) {
            ring.letGo(taken);
        } else {
            ring.wrote(taken);
        }
    }

    /// A taken fragment did not become durable.
    synchronized void failed(Taken taken) {
        if (isWithdrawn) {
            ring.letGo(taken);
        } else {
            ring.failed(taken);
        }
    }

    /// Another writer goes on: what was taken and is not given back counts as not written. Its bytes stay in memory
    /// until it is.
    synchronized void withdraw() {
        if (!isWithdrawn) {
            isWithdrawn = true;
            ring.takeBack();
        }
    }

    synchronized boolean isWithdrawn() {
        return isWithdrawn;
    }
}
