package org.lidless.simulator;

import org.lidless.world.Chance;

/// Randomness that can be had again from its seed (SplitMix64), so that a camera begins alike in each rehearsal.
/// One thread owns it.
final class SeededChance implements Chance {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;

    SeededChance(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    @Override
    public long bits() {
        state += STEP;
        return mixed(state);
    }

    @Override
    public long below(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("a bound above 0 is needed, not " + bound);
        }
        return Long.remainderUnsigned(bits(), bound);
    }

    @Override
    public Chance fork(String part) {
        long own = seed;
        for (int at = 0; at < part.length(); at++) {
            own = mixed(own + STEP + part.charAt(at));
        }
        return new SeededChance(own);
    }

    private static long mixed(long bits) {
        long mix = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mix = (mix ^ (mix >>> 27)) * 0x94D049BB133111EBL;
        return mix ^ (mix >>> 31);
    }
}
