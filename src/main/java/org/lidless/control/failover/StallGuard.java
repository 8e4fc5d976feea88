package org.lidless.control.failover;

import java.util.OptionalLong;

/// Keeps a detector that is itself in trouble from taking cameras away.
///
/// - A pass that comes late begins the watch anew: what piled up while this process slept has not been read yet, so
///   silence counts from the end of the stall, and nothing is taken away in that pass.
/// - More than half of the recorders silent at once looks like this node's own network: nothing is taken away until
///   somebody is heard again or `massHoldUs` is over; then they may really be gone.
/// - Without a quorum nothing can be agreed on, so nothing is decided.
///
/// @param watchingSinceUs since when silence counts
/// @param lastPassUs      when the last pass was
/// @param late            this pass came late
/// @param massSinceUs     since when many have been silent
public record StallGuard(long watchingSinceUs, long lastPassUs, boolean late, OptionalLong massSinceUs) {

    /// At this node's election.
    public static StallGuard begun(long nowUs) {
        return new StallGuard(nowUs, nowUs, false, OptionalLong.empty());
    }

    /// Another pass begins.
    public StallGuard pass(long nowUs, FailoverTiming timing) {
        boolean slept = nowUs - lastPassUs > timing.lateUs();
        return new StallGuard(slept ? nowUs : watchingSinceUs, nowUs, slept, massSinceUs);
    }

    /// How many of the recorders that own cameras are lost by silence alone. Those with a proof do not count: a closed
    /// connection and a refused one are no sign of this node's own trouble.
    ///
    /// @param silent    owners of cameras that are lost by silence alone
    /// @param recorders all recorders that are not already replaced
    public StallGuard sees(int silent, int recorders) {
        boolean many = silent >= 2 && silent * 2 > recorders;
        OptionalLong mass = massSinceUs;
        if (many && mass.isEmpty()) {
            mass = OptionalLong.of(lastPassUs);
        } else if (silent == 0) {
            mass = OptionalLong.empty();
        }
        return new StallGuard(watchingSinceUs, lastPassUs, late, mass);
    }

    /// Whether cameras may be taken away in this pass.
    public boolean permits(boolean hasQuorum, FailoverTiming timing) {
        boolean holding = massSinceUs.isPresent() && lastPassUs - massSinceUs.getAsLong() < timing.massHoldUs();
        return hasQuorum && !late && !holding;
    }
}
