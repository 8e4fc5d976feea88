package org.lidless.footage.recording;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.Retention;
import org.lidless.footage.storage.RetentionSettings;
import org.lidless.footage.storage.RetentionStatus;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after what lies in one pool, beside recording: retention. A disk that hangs holds up this and nothing else.
///
/// A thread is only a loop round [#tick]; [#retention] and [#confirm] may be asked by any.
final class PoolUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(PoolUpkeep.class);

    private final World world;
    private final PoolKeeper keeper;
    private final SqliteIndex index;
    private final Supplier<RetentionSettings> kept;
    private final SiteWhereabouts whereabouts;
    private @Nullable Pool of;
    private volatile @Nullable Retention retention;
    private String trouble = "";

    PoolUpkeep(
            World world,
            PoolKeeper keeper,
            SqliteIndex index,
            Supplier<RetentionSettings> kept,
            SiteWhereabouts whereabouts) {
        this.world = world;
        this.keeper = keeper;
        this.index = index;
        this.kept = kept;
        this.whereabouts = whereabouts;
    }

    /// Does what is due, once the pool is open, what an earlier process left is repaired, and this recorder knows whose
    /// footage is at home here.
    void tick() {
        Pool open = keeper.pool();
        if (open == null || !keeper.isRepaired() || !whereabouts.isTold()) {
            return;
        }
        Retention running = retention;
        if (running == null || !open.equals(of)) {
            of = open;
            running = new Retention(world, open, index, kept, whereabouts);
            retention = running;
        }
        try {
            if (running.tick()) {
                trouble = "";
            }
        } catch (IOException failed) {
            note(failed.toString());
        } catch (RuntimeException bug) {
            LOG.error(
                    "pool {}: fault in the program; its upkeep goes on",
                    keeper.place().id(),
                    bug);
        }
    }

    private void note(String why) {
        if (!why.equals(trouble)) {
            LOG.warn("pool {}: its upkeep waits: {}", keeper.place().id(), why);
            trouble = why;
        }
    }

    /// How retention is; empty before the pool is open.
    Optional<RetentionStatus> retention() {
        return Optional.ofNullable(retention).map(Retention::status);
    }

    /// A person says that what was stopped may be deleted. Returns how many bytes that is.
    long confirm() {
        Retention running = retention;
        return running == null ? 0 : running.confirm();
    }
}
