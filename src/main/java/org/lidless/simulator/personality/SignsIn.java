package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;
import org.lidless.simulator.SignIn;

/// Has clients sign in in a way of its own.
record SignsIn(SignIn way) implements Personality {

    @Override
    public SignIn signIn(int connection) {
        return way;
    }
}
