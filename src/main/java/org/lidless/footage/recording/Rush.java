package org.lidless.footage.recording;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.lidless.footage.storage.ForceMode;

/// Threads that help the writers of one pool when many streams begin or end a segment at once, as when all cameras come
/// back after a power cut. Each of those waits for the disk several times, one after the other, and a disk serves
/// many who wait nearly as fast as one: the file system and the catalogue do for all at once what they all ask for.
///
/// Any thread. What waits is at most one step for each stream of the pool.
final class Rush {

    static final int THREADS = 64;

    private final ForkJoinPool threads;

    /// A pool that asks an idle thread before it makes another: a thread costs memory as long as it lives, and on most
    /// days one or two are enough.
    Rush(String name) {
        var made = new AtomicInteger();
        threads = new ForkJoinPool(THREADS, pool -> thread(pool, name + "-" + made.getAndIncrement()), null, true);
    }

    private static ForkJoinWorkerThread thread(ForkJoinPool pool, String name) {
        var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName(name);
        return thread;
    }

    /// Has a stream's turn done, or its first half where one force does for all; its writer's thread leaves the stream
    /// alone until [#isStaged].
    Future<Boolean> begin(StreamWriter writer, long nowUs) {
        var turn = new FutureTask<>(() -> turn(writer, nowUs));
        threads.execute(turn);
        return turn;
    }

    /// Those who help force side by side what they have written, but for a journal, where one force does for all.
    private static boolean turn(StreamWriter writer, long nowUs) {
        boolean isStaged = writer.begin(nowUs);
        if (isStaged && writer.keeper().place().force() == ForceMode.DIRECT) {
            WriterLoop.end(writer, nowUs);
            return false;
        }
        return isStaged;
    }

    /// Waits for it.
    ///
    /// @return whether a fragment waits to be made durable
    static boolean isStaged(Future<Boolean> turn) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return turn.get();
                } catch (InterruptedException later) {
                    isInterrupted = true;
                } catch (ExecutionException broken) {
                    throw new IllegalStateException(broken.getCause());
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
