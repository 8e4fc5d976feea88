package org.lidless.control.consensus;

/// What became of a proposal.
public sealed interface Outcome {

    /// It is in the log for good, and applied here.
    record Agreed(long index) implements Outcome {}

    /// It is not in the log and never will be.
    record Refused(String why) implements Outcome {}

    /// Nobody can say: it may be applied now, later or never. Whoever proposed must be able to live with each.
    record Unknown(String why) implements Outcome {}
}
