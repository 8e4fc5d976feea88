package org.lidless.footage.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lidless.footage.storage.retention.PoolLimits;

/// Decides when files in quarantine are deleted for good: after their time there, or earlier when the pool needs the
/// room. Their time is counted by what passes while the recorder runs, not by dates: a clock that leaps deletes
/// nothing.
/// One thread.
final class Purging {

    /// A file stays at least so long in quarantine unless the disk is all but full, µs.
    static final long STAY_US = 10_000_000;
    /// Deleted in one look.
    static final int PURGE_MAX = 512;

    private static final long LOOK_US = 10_000_000;

    private final Quarantine quarantine;
    private final PoolLimits limits;
    private final Map<String, Long> seenUs = new HashMap<>();
    private List<QuarantinedRow> waiting = List.of();
    private long bytes;
    private long lookAtUs = Long.MIN_VALUE;

    Purging(Quarantine quarantine, PoolLimits limits) {
        this.quarantine = quarantine;
        this.limits = limits;
    }

    /// Bytes that wait.
    long bytes() {
        return bytes;
    }

    /// Something came to wait.
    void changed() {
        lookAtUs = Long.MIN_VALUE;
    }

    void look(long nowUs) {
        if (nowUs < lookAtUs) {
            return;
        }
        lookAtUs = nowUs + LOOK_US;
        waiting = quarantine.waiting();
        bytes = waiting.stream().mapToLong(QuarantinedRow::bytes).sum();
        Map<String, Long> seen = new HashMap<>();
        waiting.forEach(row -> seen.put(row.token(), seenUs.getOrDefault(row.token(), nowUs)));
        seenUs.clear();
        seenUs.putAll(seen);
    }

    /// @param isStopped whether a person has to look first: then only a disk that is all but full is helped
    void purge(long used, long free, boolean isStopped, long nowUs) throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        long capacity = limits.capacity(used + bytes, free);
        long over = used + bytes - PoolLimits.percent(capacity, limits.highPercent());
        boolean isUrgent = free < limits.reserve(used + bytes, free) / 2 || used + bytes > capacity;
        List<QuarantinedRow> due = new ArrayList<>();
        for (QuarantinedRow row : waiting) {
            long stayedUs = nowUs - seenUs.getOrDefault(row.token(), nowUs);
            boolean isOverdue = stayedUs >= limits.quarantineUs() && !isStopped;
            boolean isInTheWay = over > 0 && (isUrgent || (stayedUs >= STAY_US && !isStopped));
            if (due.size() < PURGE_MAX && (isOverdue || isInTheWay)) {
                due.add(row);
                over -= row.bytes();
            }
        }
        if (!due.isEmpty()) {
            quarantine.purge(due);
            changed();
            look(nowUs);
        }
    }
}
