package org.lidless.footage.recording;

import java.util.Random;
import org.lidless.world.Chance;

/// Chance that a seed replays.
final class SeededChance implements Chance {

    private final Random random;

    SeededChance(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public long bits() {
        return random.nextLong();
    }

    @Override
    public long below(long bound) {
        return random.nextLong(bound);
    }

    @Override
    public Chance fork(String part) {
        return new SeededChance(random.nextLong() ^ part.hashCode());
    }
}
