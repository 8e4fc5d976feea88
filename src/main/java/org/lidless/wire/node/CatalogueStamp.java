package org.lidless.wire.node;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A number that changes whenever a catalogue of this recorder does: who knows the number needs not ask what there
/// is. Looks twice a second, on a thread of its own, for a disk may hang; nobody waits for it, and while it hangs
/// nothing is known.
final class CatalogueStamp implements AutoCloseable {

    /// Nothing is known yet.
    static final long UNKNOWN = 0;

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueStamp.class);
    private static final long LOOK_US = 500_000;
    private static final long OLD_US = 2_000_000;

    /// An odd number whose multiples are spread well (2^64 divided by the golden ratio).
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final Listing listing;
    private final BooleanSupplier wanted;
    private final Clock clock;
    private final Thread thread;
    private volatile Looked newest = new Looked(UNKNOWN, 0);

    private record Looked(long stamp, long atUs) {}

    /// The pools with their catalogues, as they are now.
    interface Listing {
        List<PoolReport> pools() throws IOException;
    }

    private CatalogueStamp(Listing listing, BooleanSupplier wanted, Clock clock) {
        this.listing = listing;
        this.wanted = wanted;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("catalogues").unstarted(this::run);
    }

    /// @param wanted whether anybody wants to know now
    static CatalogueStamp start(Listing listing, BooleanSupplier wanted, Clock clock) {
        CatalogueStamp started = new CatalogueStamp(listing, wanted, clock);
        started.thread.start();
        return started;
    }

    /// The newest number, or [#UNKNOWN]. Any thread; returns at once.
    long now() {
        Looked last = newest;
        return clock.elapsedUs() - last.atUs() < OLD_US ? last.stamp() : UNKNOWN;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            newest = new Looked(look(), clock.elapsedUs());
            clock.pauseUs(LOOK_US);
        }
    }

    private long look() {
        try {
            return wanted.getAsBoolean() ? of(listing.pools()) : UNKNOWN;
        } catch (IOException away) {
            LOG.debug("what catalogues there are is not known now", away);
        } catch (RuntimeException bug) {
            LOG.error("{} Looking for new catalogues failed; they are asked for.", ProblemCode.BUG.code(), bug);
        }
        return UNKNOWN;
    }

    static long of(List<PoolReport> pools) {
        long sum = 1;
        for (PoolReport pool : pools) {
            sum = mixed(sum, pool.pool().hashCode());
            sum = mixed(sum, pool.identity().hashCode());
            sum = mixed(sum, pool.shared() ? 1 : 0);
            for (PoolReport.CatalogueFile file : pool.catalogue()) {
                sum = mixed(sum, file.writer().hashCode());
                sum = mixed(sum, file.file().hashCode());
                sum = mixed(sum, file.bytes());
            }
        }
        return sum == UNKNOWN ? 1 : sum;
    }

    private static long mixed(long sum, long next) {
        long both = (sum ^ next) * SPREAD;
        return both ^ both >>> 32;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
