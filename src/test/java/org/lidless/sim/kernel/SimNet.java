package org.lidless.sim.kernel;

import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// The network: every ordered pair of nodes keeps its order, has a delay with a fat tail, loses now and then, and can
/// be
/// cut in one direction. A message to a paused node waits there.
public final class SimNet {

    private static final long CUT_RECENTLY = Long.MIN_VALUE / 2;

    private final SimKernel kernel;
    private final SplittableRandom random;
    private final TreeSet<String> cuts = new TreeSet<>();
    private final TreeMap<String, Long> lastArrival = new TreeMap<>();
    private final TreeMap<String, Long> healed = new TreeMap<>();
    private double loss;

    public SimNet(SimKernel kernel) {
        this.kernel = kernel;
        this.random = kernel.random("net");
    }

    public void loss(double share) {
        loss = share;
    }

    public void cut(SimNode from, SimNode to) {
        kernel.trace("cut " + pair(from, to));
        cuts.add(pair(from, to));
    }

    public void healAll() {
        cuts.forEach(pair -> healed.put(pair, kernel.nowUs()));
        cuts.clear();
        loss = 0;
    }

    public boolean isCut(SimNode from, SimNode to) {
        return cuts.contains(pair(from, to));
    }

    /// When this pair was last cut in either direction; now, while it is.
    public long disturbedUs(SimNode a, SimNode b) {
        if (isCut(a, b) || isCut(b, a)) {
            return kernel.nowUs();
        }
        return Math.max(healed.getOrDefault(pair(a, b), CUT_RECENTLY), healed.getOrDefault(pair(b, a), CUT_RECENTLY));
    }

    /// Sends something; it arrives later, in order, or never.
    public void send(SimNode from, SimNode to, Runnable message) {
        boolean lost = random.nextDouble() < loss;
        long arrival = arrival(from, to);
        if (!lost && !isCut(from, to)) {
            long boot = to.boot();
            kernel.after(arrival - kernel.nowUs(), () -> {
                if (!isCut(from, to) && to.isUp() && to.boot() == boot) {
                    to.handle(from.name, message);
                }
            });
        }
    }

    /// Sends something over a connection of its own, as a request that may be sent twice and arrive after later ones.
    public void request(SimNode from, SimNode to, Runnable message) {
        send(from, to, message);
        if (random.nextInt(10) == 0) {
            kernel.after(random.nextLong(100_000, 3_000_000), () -> send(from, to, message));
        }
    }

    private long arrival(SimNode from, SimNode to) {
        long delay = random.nextInt(100) == 0 ? random.nextLong(20_000, 300_000) : random.nextLong(200, 5_000);
        long arrival = Math.max(kernel.nowUs() + delay, lastArrival.getOrDefault(pair(from, to), 0L) + 1);
        lastArrival.put(pair(from, to), arrival);
        return arrival;
    }

    private static String pair(SimNode from, SimNode to) {
        return from.name + ">" + to.name;
    }
}
