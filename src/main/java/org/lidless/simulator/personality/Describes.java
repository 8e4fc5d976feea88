package org.lidless.simulator.personality;

import java.util.function.UnaryOperator;
import org.lidless.simulator.Personality;

/// Describes its stream in a way of its own.
///
/// @param from makes its description of a good one
record Describes(UnaryOperator<String> from) implements Personality {

    @Override
    public String description(String good) {
        return from.apply(good);
    }
}
