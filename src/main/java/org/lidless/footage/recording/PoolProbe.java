package org.lidless.footage.recording;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.world.Clock;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at a pool every half second, also when nobody records to it: whether its directory still is the pool, and how
/// much room its disk has. So a disk that was taken away is missed at once, although files that are open on it can
/// still be written; and whoever asks for the room never waits for the disk.
///
/// [#look] belongs to the keeper's thread; the rest to any.
final class PoolProbe {

    static final long LOOK_US = 500_000;
    /// A look that takes longer is one that hangs, µs.
    static final long HUNG_US = 3_000_000;
    /// One look that fails may be an accident.
    private static final int MISSED_MAX = 2;

    private static final long UNKNOWN = -1;
    private static final Logger LOG = LoggerFactory.getLogger(PoolProbe.class);

    private final World world;
    private final PoolPlace place;
    private int missed;
    private volatile long lookingSinceUs = Long.MAX_VALUE;
    private volatile long bytesFree = UNKNOWN;
    private volatile Optional<Problem> problem = Optional.empty();

    PoolProbe(World world, PoolPlace place) {
        this.world = world;
        this.place = place;
    }

    /// @param open the pool; null while it is not open, then only its disk's room is looked at
    void look(@Nullable Pool open) {
        Clock clock = world.clock();
        lookingSinceUs = clock.elapsedUs();
        try {
            if (open != null) {
                judge(open.probe());
            }
            bytesFree = free();
        } finally {
            lookingSinceUs = Long.MAX_VALUE;
        }
    }

    /// The pool was opened: what was seen of it before is over. Keeper's thread.
    void begins() {
        missed = 0;
        problem = Optional.empty();
    }

    private void judge(Optional<Problem> seen) {
        missed = seen.isPresent() ? missed + 1 : 0;
        Optional<Problem> before = problem;
        if (seen.isEmpty() && before.isPresent()) {
            LOG.info("pool {} is there again", place.id());
            problem = Optional.empty();
        } else if (seen.isPresent() && missed >= MISSED_MAX) {
            problem = seen;
            if (before.map(Problem::code).filter(seen.get().code()::equals).isEmpty()) {
                LOG.warn("{}", seen.get());
            }
        }
    }

    private long free() {
        try {
            return world.disk().bytesFree(place.directory());
        } catch (IOException away) {
            LOG.debug("the room of pool {} is not known", place.id(), away);
            return UNKNOWN;
        }
    }

    /// What is wrong with it, as far as looking can tell.
    Optional<Problem> problem() {
        return problem;
    }

    /// Whether the directory is not the pool any more.
    boolean isAway() {
        return problem.filter(each -> each.code() == ProblemCode.POOL_MISSING).isPresent();
    }

    /// Whether a look does not come back.
    boolean isHung(long nowUs) {
        long since = lookingSinceUs;
        return since != Long.MAX_VALUE && nowUs - since > HUNG_US;
    }

    /// Bytes that may still be written, when it was last looked at.
    OptionalLong bytesFree() {
        long free = bytesFree;
        return free == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(free);
    }

    /// What a disk that hangs means.
    static Problem hung(PoolId pool) {
        return ProblemCode.POOL_STALLED.problem(
                "The disk of storage pool " + pool + " does not answer.",
                "Its cameras go to another of their pools; without one they are kept in memory as long as that lasts, "
                        + "then missing until the disk answers.",
                "Look at the disk's health, its cables, and for a network disk at the network.");
    }
}
