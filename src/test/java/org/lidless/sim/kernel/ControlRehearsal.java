package org.lidless.sim.kernel;

/// Plays seeds of the control plane alone, without a picture in it.
public final class ControlRehearsal {

    private ControlRehearsal() {}

    /// The first seed under which one of its oracles catches a planted bug.
    ///
    /// @param seed 0 when none does
    public record Caught(long seed, String oracle) {}

    static SimSite play(long seed, ControlFlaw flaw) {
        var site = new SimSite(seed, flaw);
        site.run();
        return site;
    }

    /// @param seeds how many are tried at most
    public static Caught caught(ControlFlaw flaw, int seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            for (String failure : play(seed, flaw).failures.found()) {
                for (String oracle : flaw.oracles.split(" ", -1)) {
                    if (failure.startsWith(oracle + " ")) {
                        return new Caught(seed, oracle);
                    }
                }
            }
        }
        return new Caught(0, "");
    }
}
