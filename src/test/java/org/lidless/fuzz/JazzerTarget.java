package org.lidless.fuzz;

import org.jspecify.annotations.Nullable;

/// What Jazzer calls, by the names of its methods. The target's name is its argument.
public final class JazzerTarget {

    /// Jazzer's hooks allocate with each comparison that they follow: a hundred times what the parser takes was
    /// seen. What is kept is held to the parser's own bound by `ParsersSurviveTest`.
    private static final int LENIENCE = 10;

    private static @Nullable Watched fed;

    private JazzerTarget() {}

    public static void fuzzerInitialize(String[] args) {
        fed = new Watched(Targets.of(args[0]), LENIENCE);
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Watched target = fed;
        if (target == null) {
            throw new IllegalStateException("nothing was begun");
        }
        target.feed(input);
    }
}
