/// Counts the frames of an export against the ledger of the simulated camera that sent them: lost, twice, out of
/// order, damaged, phantom.
///
/// Always true: it reads MP4, NAL units, stamps and ledgers by itself and shares no class with the rooms that it
/// judges, so that a mistake of theirs cannot hide in a shared one.
///
/// Knows: domain, world. Threads: everything here may be used by any thread; a check is done by the caller's.
@NullMarked
package org.lidless.checker;

import org.jspecify.annotations.NullMarked;
