package org.lidless.torture;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks the site's management servers all the time, one after the other until one answers, as a client does that
/// knows all their addresses; and notes the longest time without an answer. A thread of its own, until it is closed.
final class ApiWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 50;

    private final Site site;
    private @Nullable Future<?> ticking;
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
    private volatile long answeredNs = System.nanoTime();
    private volatile long longestNs;

    private ApiWatch(Site site) {
        this.site = site;
    }

    static ApiWatch begin(Site site) {
        ApiWatch watch = new ApiWatch(site);
        watch.ticking = watch.asking.scheduleWithFixedDelay(watch::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void ask() {
        if (site.servers().stream().anyMatch(each -> each.status().isPresent())) {
            note();
        }
    }

    private void note() {
        long nowNs = System.nanoTime();
        longestNs = Math.max(longestNs, nowNs - answeredNs);
        answeredNs = nowNs;
    }

    /// The longest time between two answers so far.
    Duration longest() {
        return Duration.ofNanos(Math.max(longestNs, System.nanoTime() - answeredNs));
    }

    @Override
    public void close() {
        if (ticking != null) {
            ticking.cancel(true);
        }
        asking.shutdownNow();
    }
}
