/// Cameras that do not exist: they serve RTSP 1.0 from small clips, loop without end, stamp their frames, misbehave on
/// request, and write down in a ledger what they offered to whom.
///
/// Always true: a camera makes frames in real time whether or not anyone watches; a frame is offered to a session whole
/// or not at all; what a session's queue cannot take is dropped and written down.
///
/// Knows: domain, world, footage.media. Threads: one loop owns all cameras, connections and ledgers.
@NullMarked
package org.lidless.simulator;

import org.jspecify.annotations.NullMarked;
