package org.lidless.sim.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// One thread, one queue, one order: by time, then by a tie drawn from the seed (so that races are explored), then by
/// sequence. Each part draws from a stream of its own, so that a draw in one does not shift another.
public final class SimKernel {

    /// What is told of one seed at most; a story that is longer is nobody's.
    private static final int TOLD_MAX = 20_000;

    private final long seed;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Told> told = new ArrayList<>();
    private final SplittableRandom ties;
    private long nowUs;
    private long sequence;
    private int nodes;
    private long hash = 0xcbf29ce484222325L;

    private record Event(long atUs, int tie, long sequence, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atUs, other.atUs);
            int byTie = byTime != 0 ? byTime : Integer.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(sequence, other.sequence);
        }
    }

    /// Something that a person wants to know.
    public record Told(long atUs, String what) {}

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

    /// The next node's place in tables.
    int nextNode() {
        return nodes++;
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

    /// The same of what a person wants to know.
    public void tell(String happened) {
        trace(happened);
        if (told.size() < TOLD_MAX) {
            told.add(new Told(nowUs, happened));
        }
    }

    /// What was told so far, in order of time.
    public List<Told> told() {
        return told;
    }

    public long hash() {
        return hash;
    }
}
