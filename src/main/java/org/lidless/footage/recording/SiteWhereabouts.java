package org.lidless.footage.recording;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.Whereabouts;

/// Where footage belongs, as far as this recorder's duties say: what it records as somebody's shadow is at home there.
/// A stream of which it has no duty (any more) is at home where it lies. Any thread.
final class SiteWhereabouts implements Whereabouts {

    private volatile Set<StreamId> guests = Set.of();
    private volatile boolean isTold;
    private volatile Supplier<Set<PoolId>> others = Set::of;

    void follow(List<Duty> duties, NodeId self) {
        Set<StreamId> now = new TreeSet<>();
        duties.stream().filter(duty -> !duty.primary().equals(self)).forEach(duty -> now.add(duty.stream()));
        guests = now;
        isTold = true;
    }

    /// Whether this recorder has ever been told its duties: until then nothing is known.
    boolean isTold() {
        return isTold;
    }

    void othersPools(Supplier<Set<PoolId>> known) {
        others = known;
    }

    @Override
    public boolean isHomeHere(StreamId stream) {
        return !guests.contains(stream);
    }

    @Override
    public boolean isAnothers(PoolId pool) {
        return others.get().contains(pool);
    }
}
