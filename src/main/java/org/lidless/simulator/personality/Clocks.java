package org.lidless.simulator.personality;

import java.util.function.LongUnaryOperator;
import org.lidless.simulator.Personality;

/// Has a clock of its own.
///
/// @param counts makes what it has counted of the ticks of a good clock
record Clocks(LongUnaryOperator counts) implements Personality {

    @Override
    public long counted(long ticks) {
        return counts.applyAsLong(ticks);
    }
}
