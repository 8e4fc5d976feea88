package org.lidless.sim.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The network: every ordered pair of nodes keeps its order, has a delay with a fat tail, loses now and then, and can
/// be cut in one direction. A message to a paused node waits there.
public final class SimNet {

    private static final int NODES_MAX = 16;
    private static final long CUT_RECENTLY = Long.MIN_VALUE / 2;

    private final SimKernel kernel;
    private final SplittableRandom random;
    /// How many faults cut a pair now.
    private final int[] cuts = new int[NODES_MAX * NODES_MAX];
    private final long[] lastArrival = new long[NODES_MAX * NODES_MAX];
    private final long[] healed = new long[NODES_MAX * NODES_MAX];
    private double loss;
    private long lossySinceUs = CUT_RECENTLY;
    private long troubledUs = CUT_RECENTLY;

    public SimNet(SimKernel kernel) {
        this.kernel = kernel;
        this.random = kernel.random("net");
        Arrays.fill(healed, CUT_RECENTLY);
    }

    /// This share of all messages is lost.
    public void loss(double share) {
        if (loss > 0 || share > 0) {
            lossySinceUs = kernel.nowUs();
        }
        loss = share;
    }

    /// When messages were last being lost; now, while they are.
    public long lossySinceUs() {
        return loss > 0 ? kernel.nowUs() : lossySinceUs;
    }

    /// When any pair was last cut, or messages lost; now, while they are.
    public long troubledUs() {
        boolean isCut = Arrays.stream(cuts).anyMatch(each -> each > 0);
        return isCut || loss > 0 ? kernel.nowUs() : Math.max(troubledUs, lossySinceUs);
    }

    public void cut(SimNode from, SimNode to) {
        cuts[pair(from, to)]++;
    }

    public void heal(SimNode from, SimNode to) {
        int pair = pair(from, to);
        if (cuts[pair] > 0) {
            cuts[pair]--;
            healed[pair] = kernel.nowUs();
            troubledUs = kernel.nowUs();
        }
    }

    public void healAll() {
        for (int pair = 0; pair < cuts.length; pair++) {
            if (cuts[pair] > 0) {
                cuts[pair] = 0;
                healed[pair] = kernel.nowUs();
                troubledUs = kernel.nowUs();
            }
        }
        loss(0);
    }

    public boolean isCut(SimNode from, SimNode to) {
        return cuts[pair(from, to)] > 0;
    }

    /// When this pair was last cut in either direction; now, while it is.
    public long disturbedUs(SimNode a, SimNode b) {
        if (isCut(a, b) || isCut(b, a)) {
            return kernel.nowUs();
        }
        return Math.max(healed[pair(a, b)], healed[pair(b, a)]);
    }

    /// Sends something; it arrives later, in order, or never.
    public void send(SimNode from, SimNode to, Runnable message) {
        boolean lost = loss > 0 && random.nextDouble() < loss;
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
        int pair = pair(from, to);
        long arrival = Math.max(kernel.nowUs() + delay, lastArrival[pair] + 1);
        lastArrival[pair] = arrival;
        return arrival;
    }

    private static int pair(SimNode from, SimNode to) {
        return from.place * NODES_MAX + to.place;
    }
}
