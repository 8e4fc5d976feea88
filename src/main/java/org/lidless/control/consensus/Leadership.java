package org.lidless.control.consensus;

/// Whether this member leads.
///
/// @param leading it leads and has applied all that was agreed before its election
/// @param term    Raft's election number
/// @param sinceUs since when, on this process's monotonic clock; meaningless when it does not lead
public record Leadership(boolean leading, long term, long sinceUs) {

    /// Somebody else leads, or nobody does.
    public static Leadership none(long term) {
        return new Leadership(false, term, 0);
    }
}
