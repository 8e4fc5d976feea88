package org.lidless.footage.backfill;

import java.util.LinkedHashMap;
import java.util.Map;

/// When what failed is tried again: after a while that doubles with each failure. Remembers a bounded number; what is
/// forgotten is tried at once. One thread.
///
/// @param <K> what can fail
final class BackOff<K> {

    static final int KNOWN_MAX = 10_000;

    private record Wait(long untilUs, long lengthUs) {}

    private final long firstUs;
    private final long longestUs;
    private final Map<K, Wait> waits = new LinkedHashMap<>();

    BackOff(long firstUs, long longestUs) {
        this.firstUs = firstUs;
        this.longestUs = longestUs;
    }

    boolean mayTry(K what, long nowUs) {
        Wait wait = waits.get(what);
        return wait == null || nowUs >= wait.untilUs();
    }

    void failed(K what, long nowUs) {
        Wait before = waits.remove(what);
        long lengthUs = before == null ? firstUs : Math.min(longestUs, before.lengthUs() * 2);
        if (waits.size() >= KNOWN_MAX) {
            waits.remove(waits.keySet().iterator().next());
        }
        waits.put(what, new Wait(nowUs + lengthUs, lengthUs));
    }

    void succeeded(K what) {
        waits.remove(what);
    }
}
