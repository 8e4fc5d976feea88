package org.lidless.control.consensus;

/// What the entries are applied to. One thread at a time calls it, each method in the order of the log.
///
/// A method that throws stops this member for good: a replica that has not understood an entry must not go on.
public interface Replica {

    /// The next agreed entry. Indexes rise, with steps: the log also holds entries of its own.
    void apply(long index, byte[] entry);

    /// Everything applied so far, to be given to [#restore] after a restart or on another member.
    byte[] snapshot();

    /// Replaces everything by what [#snapshot] gave after the entry of this index.
    void restore(long index, byte[] snapshot);
}
