/// Live pictures: the tail of a camera's log, out of recorders' rings, for any number of viewers.
///
/// Always true: a viewer gets each sample once or not at all, in the camera's order, whoever's ring it comes from;
/// what it does not get it is told; a slow viewer is brought to the newest key sample, and neither recording nor
/// another viewer waits for it; memory is bounded for each stream that is watched, whatever the number of viewers.
///
/// Knows: domain, world, media, timeline. Threads: a log is a state machine guarded by itself; links to recorders
/// tell it what came, one ticker tells it the time, viewers read its buffer. Nothing waits while its lock is held.
@NullMarked
package org.lidless.footage.playback.live;

import org.jspecify.annotations.NullMarked;
