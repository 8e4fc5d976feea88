package org.lidless.sim.kernel;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// One thread, one queue, one order: by time, then by a tie drawn from the seed (so that races are explored), then by
/// sequence. Each part draws from a stream of its own, so that a draw in one does not shift another.
public final class SimKernel {

    private final long seed;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom ties;
    private long nowUs;
    private long sequence;
    private long hash = 0xcbf29ce484222325L;

    private record Event(long atUs, int tie, long sequence, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atUs, other.atUs);
            int byTie = byTime != 0 ? byTime : Integer.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(sequence, other.sequence);
        }
    }

    public SimKernel(long seed) {
        this.seed = seed;
        this.ties = random("ties");
    }

    /// True time, µs since the simulation began; only the simulation itself and its oracles read it.
    public long nowUs() {
        return nowUs;
    }

    /// The stream of random numbers of one part.
    public SplittableRandom random(String part) {
        long mixed = seed * 0x9e3779b97f4a7c15L;
        for (int each = 0; each < part.length(); each++) {
            mixed = (mixed ^ part.charAt(each)) * 0x100000001b3L;
        }
        return new SplittableRandom(mixed);
    }

    public void after(long delayUs, Runnable action) {
        events.add(new Event(nowUs + Math.max(0, delayUs), ties.nextInt(), sequence++, action));
    }

    /// Runs until this time; what is due later stays.
    public void runUntil(long untilUs) {
        for (Event next = events.peek(); next != null && next.atUs() <= untilUs; next = events.peek()) {
            events.remove();
            nowUs = next.atUs();
            next.action().run();
        }
        nowUs = untilUs;
    }

    /// Something happened: it goes into the hash by which two runs of a seed are compared.
    public void trace(String happened) {
        hash = (hash ^ nowUs) * 0x100000001b3L;
        for (int each = 0; each < happened.length(); each++) {
            hash = (hash ^ happened.charAt(each)) * 0x100000001b3L;
        }
    }

    public long hash() {
        return hash;
    }
}
