package org.lidless.footage.timeline.alignment;

/// What two runs' marks say about each other.
public sealed interface Fit {

    /// They relate like this.
    record Aligned(Alignment alignment) implements Fit {}

    /// They do not say, or not yet.
    record Unknown(Reason why) implements Fit {}

    /// Why an alignment is not known.
    enum Reason {
        /// Both have not been received at the same time for long enough.
        TOO_FEW,
        /// The picture repeats within the bound on arrival times, so that several offsets would fit.
        AMBIGUOUS,
        /// The same pictures are there, but further apart in time than the bound allows: a clock is wrong.
        OUTSIDE_BOUND
    }
}
