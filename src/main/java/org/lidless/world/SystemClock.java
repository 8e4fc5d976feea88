package org.lidless.world;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The machine's clocks.
public final class SystemClock implements Clock {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path UPTIME = Path.of("/proc/uptime");

    private final long startNs = System.nanoTime();

    @Override
    public long wallUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public long elapsedUs() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNs);
    }

    /// From Linux (proc(5), random(4)).
    @Override
    public Optional<Uptime> uptime() {
        try {
            String boot = Files.readString(BOOT).strip();
            String seconds = Files.readString(UPTIME).split(" ", 2)[0];
            return Optional.of(
                    new Uptime(boot, new BigDecimal(seconds).movePointRight(6).longValue()));
        } catch (IOException | NumberFormatException untold) {
            return Optional.empty();
        }
    }

    @Override
    public void pauseUs(long us) {
        long endNs = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(us);
        long leftNs = endNs - System.nanoTime();
        while (leftNs > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(leftNs);
            leftNs = endNs - System.nanoTime();
        }
    }
}
