package org.lidless.footage.recording;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.PoolId;
import org.lidless.footage.recording.PoolCondition.Sight;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves streams between their pools: away from one that is full, missing, failing or hung, to the next in their order,
/// and back when it has been well for a while. The ring goes on through it; what was not durable in the one pool is
/// written to the other, from a key sample on. No disk is waited for. One thread.
final class Spilling {

    private static final Logger LOG = LoggerFactory.getLogger(Spilling.class);

    private final Map<PoolId, PoolCrew> crews;
    private final Map<PoolId, PoolCondition> conditions = new TreeMap<>();

    Spilling(Map<PoolId, PoolCrew> crews) {
        this.crews = crews;
    }

    /// Makes the next writer of a stream, for another pool.
    interface Writers {
        StreamWriter after(RecordedStream stream, PoolCrew to);
    }

    /// Looks at all pools, and moves what has to be moved.
    void pass(Collection<RecordedStream> streams, Writers writers, long nowUs) {
        crews.forEach((id, crew) ->
                conditions.computeIfAbsent(id, _ -> new PoolCondition()).look(sight(crew, nowUs), nowUs));
        for (RecordedStream stream : streams) {
            List<PoolId> pools = stream.camera().pools();
            if (pools.size() > 1) {
                consider(stream, pools, writers, nowUs);
            }
        }
    }

    private static Sight sight(PoolCrew crew, long nowUs) {
        if (crew.isHung(nowUs)) {
            return Sight.HUNG;
        }
        PoolKeeper keeper = crew.keeper();
        if (keeper.isTroubled()
                || keeper.problem().isPresent()
                || keeper.probe().problem().isPresent()) {
            return Sight.TROUBLED;
        }
        return keeper.pool() == null ? Sight.OPENING : Sight.WELL;
    }

    private void consider(RecordedStream stream, List<PoolId> pools, Writers writers, long nowUs) {
        List<PoolCondition> inOrder = new ArrayList<>();
        pools.forEach(each -> inOrder.add(conditions.getOrDefault(each, new PoolCondition())));
        int now = pools.indexOf(stream.pool());
        int wanted = PoolCondition.choose(now, inOrder, nowUs);
        if (wanted != now) {
            move(stream, pools.get(wanted), writers);
            if (wanted > now || inOrder.get(now).isLost(nowUs)) {
                inOrder.get(now).left(nowUs);
            }
        } else {
            disclaim(stream, pools);
        }
    }

    private void move(RecordedStream stream, PoolId wanted, Writers writers) {
        PoolCrew from = crew(stream.pool());
        PoolCrew to = crew(wanted);
        StreamWriter before = stream.writer();
        LOG.warn(
                "{}: recorded to pool {} from now on, not to {}{}",
                before.stream(),
                wanted,
                stream.pool(),
                from.keeper()
                        .problem()
                        .map(each -> " (" + each.code().code() + ")")
                        .orElse(""));
        before.withdraw();
        StreamWriter after = writers.after(stream, to);
        stream.moveTo(wanted, after);
        to.begin(after, stream.slot());
        from.retire(before, stream.slot());
    }

    /// A pool that the stream is not with does not miss it.
    private void disclaim(RecordedStream stream, List<PoolId> pools) {
        for (PoolId each : pools) {
            if (!each.equals(stream.pool())) {
                crew(each)
                        .keeper()
                        .disclaim(stream.duty().stream(), stream.duty().epoch());
            }
        }
    }

    private PoolCrew crew(PoolId pool) {
        PoolCrew crew = crews.get(pool);
        if (crew == null) {
            throw new IllegalStateException("no crew for pool " + pool);
        }
        return crew;
    }
}
