package org.lidless.world;

import java.util.SplittableRandom;

/// Randomness that a seed repeats, for simulations and simulated cameras. Never for secrets. One thread owns each.
public final class SeededChance implements Chance {

    private final long seed;
    private final SplittableRandom random;

    public SeededChance(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public long bits() {
        return random.nextLong();
    }

    @Override
    public long below(long bound) {
        return random.nextLong(bound);
    }

    /// The same seed and the same part give the same source, whatever was drawn here before.
    @Override
    public Chance fork(String part) {
        return new SeededChance(seed * 0x9e3779b97f4a7c15L + part.hashCode());
    }
}
