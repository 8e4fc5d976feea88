package org.lidless.footage.storage;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries what SQLite's write-ahead log has into the index's file, beside whoever writes. SQLite itself does that
/// inside of the change that makes its log long, with two forces: there a hundred cameras may wait for the catalogue
/// (https://www.sqlite.org/wal.html, section 3.3).
///
/// Any thread.
final class IndexCheckpoint implements AutoCloseable {

    /// After so many changes; each is some three to sixty pages of 4 KiB.
    static final int CHANGES = 64;

    /// Pages in the log at which the writer does it after all, because this one did not get to it.
    private static final int OVERDUE_PAGES = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(IndexCheckpoint.class);

    private final Jdbi jdbi;
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

    /// @param writer the connection that leaves it to this
    IndexCheckpoint(Jdbi jdbi, Handle writer) {
        this.jdbi = jdbi;
        writer.execute("PRAGMA wal_autocheckpoint = " + OVERDUE_PAGES);
    }

    /// One more change was made; returns at once.
    void changed() {
        if (changes.incrementAndGet() < CHANGES) {
            return;
        }
        Thread next = Thread.ofPlatform().daemon().name("index-checkpoint").unstarted(this::carry);
        if (running.compareAndSet(null, next)) {
            changes.set(0);
            next.start();
        }
    }

    /// What somebody reads just now, or what is written meanwhile, is carried the next time.
    private void carry() {
        try (Handle handle = jdbi.open()) {
            handle.execute("PRAGMA synchronous = NORMAL");
            handle.createQuery("PRAGMA wal_checkpoint(PASSIVE)").mapToMap().one();
        } catch (JdbiException notNow) {
            LOG.warn("the index's log could not be carried into its file; the next time: {}", notNow.getMessage());
        } finally {
            running.set(null);
        }
    }

    /// Waits until nothing is carried any more; what is left is carried when the last connection closes.
    @Override
    public void close() {
        Thread last = running.get();
        if (last == null) {
            return;
        }
        try {
            last.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
