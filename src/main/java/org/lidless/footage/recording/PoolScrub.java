package org.lidless.footage.recording;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Problem;
import org.lidless.footage.storage.PacedDisk;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.Scrub;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what lies in one pool again, slowly, beside recording, so that damage is known before somebody needs the
/// footage. A thread is only a loop round [#tick]; [#problem] may be asked by any.
final class PoolScrub {

    private static final Logger LOG = LoggerFactory.getLogger(PoolScrub.class);

    private final World world;
    private final PoolKeeper keeper;
    private final SqliteIndex index;
    private final RecorderSettings settings;
    private @Nullable Pool of;
    private volatile @Nullable Scrub scrub;
    private String trouble = "";

    PoolScrub(World world, PoolKeeper keeper, SqliteIndex index, RecorderSettings settings) {
        this.world = world;
        this.keeper = keeper;
        this.index = index;
        this.settings = settings;
    }

    /// Reads the next segment, when the pool is well.
    ///
    /// @param goesOn asked now and then while it reads
    void tick(BooleanSupplier goesOn) {
        Pool open = keeper.pool();
        if (open == null || !keeper.isRepaired() || keeper.problem().isPresent()) {
            return;
        }
        Scrub reading = scrub;
        if (reading == null || !open.equals(of)) {
            of = open;
            BooleanSupplier wanted =
                    () -> goesOn.getAsBoolean() && keeper.leaving().isEmpty() && open.equals(keeper.pool());
            var slow = new PacedDisk(world.disk(), world.clock(), Scrub.BYTES_PER_SECOND, wanted);
            var remembered = settings.dataDirectory().resolve("scrub-" + open.id() + ".txt");
            reading = new Scrub(world, open, index, remembered, slow);
            scrub = reading;
        }
        try {
            reading.next();
            trouble = "";
        } catch (InterruptedIOException stopped) {
            LOG.debug(
                    "pool {}: reading again stops in the middle of a segment",
                    keeper.place().id(),
                    stopped);
        } catch (IOException failed) {
            note(failed.toString());
        } catch (RuntimeException bug) {
            LOG.error(
                    "pool {}: fault in the program; reading again goes on",
                    keeper.place().id(),
                    bug);
        }
    }

    private void note(String why) {
        if (!why.equals(trouble)) {
            LOG.warn("pool {}: reading again waits: {}", keeper.place().id(), why);
            trouble = why;
        }
    }

    /// What was found.
    Optional<Problem> problem() {
        Scrub reading = scrub;
        return reading == null ? Optional.empty() : reading.status().problem();
    }
}
