/// Orders opaque entries among management servers by Apache Ratis (Raft); the only room that names Ratis.
///
/// Always true: an entry reported as agreed is forced to disk by a majority and reaches every member in the same order;
/// `Refused` means that the entry never takes effect, `Unknown` that it may, now or later; a replica that cannot apply
/// an
/// entry stops there and never guesses.
///
/// Knows: world. Threads: Ratis has its own; [Replica] is called by one of them at a time, [Consensus] by any.
@NullMarked
package org.lidless.control.consensus;

import org.jspecify.annotations.NullMarked;
