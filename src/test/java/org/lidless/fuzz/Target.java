package org.lidless.fuzz;

import java.util.List;

/// A parser that is fed with whatever the world may hand it.
public interface Target {

    /// Its name on the command line, and of its folder in the corpus.
    String name();

    /// Inputs as they should be, from which others are made.
    List<byte[]> seeds();

    /// Words that mean something to the parser.
    default List<byte[]> words() {
        return List.of();
    }

    /// Parses an input. What the parser may refuse it with is caught here; whatever else comes out is a fault.
    ///
    /// @return a sign of what happened inside: an input with a new one is worth changing further
    long feed(byte[] input) throws Exception;

    /// How much it may allocate for an input, bytes.
    default long allocationMax(int inputBytes) {
        return (32L << 20) + 256L * inputBytes;
    }
}
