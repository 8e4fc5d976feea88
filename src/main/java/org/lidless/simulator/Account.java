package org.lidless.simulator;

/// Counts wrong answers to a camera's challenges over all its connections, and locks when there were too many. Owned by
/// the simulator's loop.
final class Account {

    private int wrong;
    private long lockedUntilUs = Long.MIN_VALUE;

    boolean isLocked(long nowUs) {
        return nowUs < lockedUntilUs;
    }

    void right() {
        wrong = 0;
    }

    void wrong(SignIn signIn, long nowUs) {
        wrong++;
        if (wrong >= signIn.triesMax()) {
            wrong = 0;
            lockedUntilUs = nowUs + signIn.lockedUs();
        }
    }
}
