package org.lidless.world;

import java.security.SecureRandom;

/// The machine's randomness. Any thread.
public final class SystemChance implements Chance {

    private final SecureRandom random = new SecureRandom();

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
        return this;
    }
}
