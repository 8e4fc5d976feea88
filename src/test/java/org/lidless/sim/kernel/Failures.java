package org.lidless.sim.kernel;

import java.util.ArrayList;
import java.util.List;

/// What oracles found: the name of the oracle first.
public final class Failures {

    private static final int MAX = 20;

    private final SimKernel kernel;
    private final List<String> found = new ArrayList<>();

    public Failures(SimKernel kernel) {
        this.kernel = kernel;
    }

    public void fail(String oracle, String what) {
        if (found.size() < MAX) {
            String failure = oracle + " at " + kernel.nowUs() / 1_000 + " ms: " + what;
            found.add(failure);
            kernel.tell("!! " + failure);
        }
    }

    public List<String> found() {
        return found;
    }
}
