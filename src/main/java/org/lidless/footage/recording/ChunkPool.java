package org.lidless.footage.recording;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The memory of all rings together, with a bound. Half of it is shared out among the rings as their own share,
/// which no
/// other ring can take; the other half goes to whoever needs it first (a ring whose disk hangs). Memory is taken
/// from the
/// JVM when first needed, and reused.
///
/// Any thread; its lock is the innermost one.
final class ChunkPool {

    private final ArrayDeque<Chunk> idle = new ArrayDeque<>();
    private final int ringsMax;
    private int limit;
    private int made;
    private int used;
    private int owed;
    private volatile boolean isShort;

    /// @param budgetBytes most bytes of all rings together
    /// @param ringsMax    how many rings will share it
    ChunkPool(long budgetBytes, int ringsMax) {
        this.ringsMax = Math.max(1, ringsMax);
        this.limit = (int) Math.max(2L * this.ringsMax, Math.min(Integer.MAX_VALUE / 2, budgetBytes >> Chunk.SHIFT));
    }

    /// One ring's account. Guarded by the pool's lock.
    static final class Account {
        private int used;
        private int share;
    }

    /// Opens the account of one ring.
    ///
    /// @throws IllegalStateException when there are more rings than were announced
    synchronized Account open() {
        Account account = new Account();
        account.share = limit / 2 / ringsMax;
        if (owed + account.share > limit - used) {
            throw new IllegalStateException("more rings than the memory was shared out for: " + ringsMax);
        }
        owed += account.share;
        return account;
    }

    /// A chunk, or none when the ring has used its share and the common half is used up too.
    synchronized @Nullable Chunk take(Account account) {
        boolean own = account.used < account.share;
        if (!own && limit - used <= owed) {
            isShort = true;
            return null;
        }
        Chunk chunk = idle.pollLast();
        if (chunk == null) {
            chunk = make();
            if (chunk == null) {
                return null;
            }
        }
        used++;
        account.used++;
        if (own) {
            owed--;
        }
        isShort = limit - used - owed < limit / 16;
        chunk.bytes().clear();
        return chunk;
    }

    /// A chunk that nobody holds any more comes back.
    synchronized void give(Chunk chunk, Account account) {
        used--;
        account.used--;
        if (account.used < account.share) {
            owed++;
        }
        isShort = limit - used - owed < limit / 16;
        idle.addLast(chunk);
    }

    /// Whether rings should give back what they keep only for comfort.
    boolean isShort() {
        return isShort;
    }

    synchronized long usedBytes() {
        return (long) used << Chunk.SHIFT;
    }

    synchronized long bytes(Account account) {
        return (long) account.used << Chunk.SHIFT;
    }

    /// Whether a ring holds more than its own share.
    synchronized boolean isOverShare(Account account) {
        return account.used > account.share;
    }

    /// When the JVM has no more direct memory to give, what there is becomes the bound.
    private @Nullable Chunk make() {
        try {
            Chunk chunk = new Chunk();
            made++;
            return chunk;
        } catch (OutOfMemoryError noDirectMemory) {
            limit = Math.max(1, made);
            isShort = true;
            return null;
        }
    }
}
