package org.lidless.footage.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.lidless.domain.NodeId;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings an index whose server may be away up to what the catalogues of this node's pools say, and tells whether it
/// is. It asks nobody who records: it reads the same files that [Reindex] reads.
///
/// [#run] belongs to a thread of its own; the rest to any.
public final class IndexFollower implements Runnable {

    /// Between two looks, µs: what is recorded shows in the index this much later.
    private static final long ROUND_US = 1_000_000;
    /// An index that was last brought up to date longer ago is not current, µs.
    private static final long CURRENT_US = 5_000_000;
    /// No writer's name: every node's catalogue is followed.
    private static final NodeId NOBODY = new NodeId("0");

    private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);

    private final World world;
    private final TableIndex index;
    private final List<PoolPlace> pools;
    private final List<Neighbours> followed = new ArrayList<>();
    private boolean isBegun;
    private boolean isTold;
    private boolean hasFailed;
    private volatile long currentAtUs = Long.MIN_VALUE;

    /// @param pools those whose directories this node reaches
    public IndexFollower(World world, TableIndex index, List<PoolPlace> pools) {
        this.world = world;
        this.index = index;
        this.pools = List.copyOf(pools);
    }

    /// Whether the index has all that was written down until a few seconds ago.
    public boolean isCurrent() {
        long atUs = currentAtUs;
        return atUs != Long.MIN_VALUE && world.clock().elapsedUs() - atUs < CURRENT_US;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            look();
            world.clock().pauseUs(ROUND_US);
        }
    }

    /// One look at all pools. What cannot be had now is had with a later one.
    void look() {
        try {
            if (!isBegun) {
                begin();
            }
            followed.forEach(Neighbours::lookAround);
            currentAtUs = world.clock().elapsedUs();
            if (!isTold) {
                LOG.info("the index server has all that is recorded here");
                isTold = true;
                hasFailed = false;
            }
        } catch (IOException | JdbiException | IllegalStateException away) {
            if (!hasFailed) {
                LOG.warn(
                        "the index server is away or behind; recording and reading go on without it: {}",
                        String.valueOf(away.getMessage()));
            }
            hasFailed = true;
            isTold = false;
            currentAtUs = Long.MIN_VALUE;
            isBegun = false;
        }
    }

    private void begin() throws IOException {
        followed.clear();
        for (PoolPlace place : pools) {
            PoolIdentity identity =
                    PoolIdentity.read(world.disk(), place.directory()).orElse(null);
            if (identity == null) {
                continue;
            }
            index.attach(place.id(), identity.id());
            new IndexFeed(world.disk(), place.id(), place.directory(), index).catchUp();
            followed.add(new Neighbours(world.disk(), place.id(), NOBODY, place.directory(), index));
        }
        isBegun = followed.size() == pools.size();
    }
}
