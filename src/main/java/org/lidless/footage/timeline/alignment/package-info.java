/// How the clocks of two runs of one stream relate: marks of samples, the hash of what the camera coded, and the
/// learner that finds the offset between two RTSP sessions. Pure: marks in, an answer out; no I/O, no clock.
///
/// Always true: an offset is answered only when many samples say the same, no other offset within the bound on arrival
/// times could explain them, and the order in which marks came makes no difference; what is ambiguous is answered as
/// not known; memory is bounded by the two windows.
///
/// Knows: domain, media. Threads: a learner and a hash belong to one thread; everything else is immutable.
@NullMarked
package org.lidless.footage.timeline.alignment;

import org.jspecify.annotations.NullMarked;
