/// Cameras that do not exist: they serve RTSP from clips, hide a stamp in each frame, misbehave on request, and keep
/// a ledger of what they offered to whom.
///
/// Always true: a camera makes its frames in real time whether or not anyone watches; each frame is in the ledger
/// exactly once; a frame is queued for a session whole or not at all.
///
/// Knows: domain, world, footage.media. Threads: one loop owns all cameras, connections and ledgers.
@NullMarked
package org.lidless.simulator;

import org.jspecify.annotations.NullMarked;
