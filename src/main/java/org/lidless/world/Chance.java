package org.lidless.world;

/// Randomness, handed down and forked per part, so that a draw in one part does not shift another's.
/// One thread owns each; a fork may be handed to another thread.
public interface Chance {

    /// 64 random bits, fit for names that nobody may guess.
    long bits();

    /// A whole number from 0 (inclusive) to the bound (exclusive).
    long below(long bound);

    /// A source of its own for a part of the program.
    Chance fork(String part);
}
