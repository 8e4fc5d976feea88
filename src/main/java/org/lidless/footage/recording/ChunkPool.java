package org.lidless.footage.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The memory of all rings together, with a bound. Half of it is shared out evenly among the rings as
/// their own share, which no other ring can take; the other half goes to whoever needs it first (a ring
/// whose disk hangs). Rings come and go, and the shares follow. Memory is taken from the JVM when first
/// needed, and reused.
///
/// When it is short, one shadow after the other is *lowered*, the one of the lowest priority first: it may
/// keep no more than its share, durable or not, until there is room again. A ring that is recorded is
/// never lowered.
///
/// Any thread; its lock is the innermost one.
final class ChunkPool {

    private final ArrayDeque<Chunk> idle = new ArrayDeque<>();
    private final List<Account> accounts = new ArrayList<>();
    private final int ringsExpected;
    private int limit;
    private int made;
    private int used;
    private int owed;
    private volatile boolean isShort;

    /// @param budgetBytes   most bytes of all rings together
    /// @param ringsExpected how many rings will share it at least; shares are no larger than for so many
    ChunkPool(long budgetBytes, int ringsExpected) {
        this.ringsExpected = Math.max(1, ringsExpected);
        this.limit =
                (int) Math.max(2L * this.ringsExpected, Math.min(Integer.MAX_VALUE / 2, budgetBytes >> Chunk.SHIFT));
    }

    /// One ring's account. Guarded by the pool's lock.
    static final class Account {
        private int used;
        private int share;
        private boolean isShadow;
        private int priority;
        private volatile boolean isLowered;

        /// Whether this ring must keep within its share, whatever is lost by it. Any thread.
        boolean isLowered() {
            return isLowered;
        }
    }

    /// Opens the account of one ring.
    synchronized Account open() {
        Account account = new Account();
        accounts.add(account);
        shareOut();
        return account;
    }

    /// Closes it; chunks that are still held come back later.
    synchronized void close(Account account) {
        accounts.remove(account);
        account.share = 0;
        shareOut();
    }

    /// Says what a ring is for, which decides who gives way.
    synchronized void rank(Account account, boolean isShadow, int priority) {
        account.isShadow = isShadow;
        account.priority = priority;
        account.isLowered &= isShadow;
    }

    private void shareOut() {
        int share = limit / 2 / Math.max(accounts.size(), ringsExpected);
        owed = 0;
        for (Account account : accounts) {
            account.share = share;
            owed += Math.max(0, share - account.used);
        }
        noteRoom();
    }

    /// A chunk, or none when the ring has used its share and the common half is used up too.
    synchronized @Nullable Chunk take(Account account) {
        boolean own = account.used < account.share;
        if (limit - used <= (own ? 0 : owed)) {
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
        noteRoom();
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
        noteRoom();
        idle.addLast(chunk);
    }

    private void noteRoom() {
        int room = limit - used - owed;
        isShort = room < limit / 16;
        if (room < limit / 32) {
            lowerOne();
        } else if (room > limit / 8) {
            accounts.forEach(each -> each.isLowered = false);
        }
    }

    /// One at a time: while the last one lowered still holds more than its share, room is on its way.
    private void lowerOne() {
        Account lowest = null;
        for (Account each : accounts) {
            boolean holdsMuch = each.isShadow && each.used > each.share;
            if (holdsMuch && each.isLowered) {
                return;
            }
            if (holdsMuch && (lowest == null || each.priority < lowest.priority)) {
                lowest = each;
            }
        }
        if (lowest != null) {
            lowest.isLowered = true;
        }
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

    /// What a ring may hold when all hold alike.
    synchronized long shareBytes(Account account) {
        return Math.max(1L, 2L * account.share) << Chunk.SHIFT;
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
            shareOut();
            isShort = true;
            return null;
        }
    }
}
