/// Samples and codec parameters as values, and beside them RTSP, RTP, RTCP and SDP as state machines, codecs' bit
/// streams, and fMP4 boxes. Bytes in, values out, no I/O, no clock: times come in as arguments.
///
/// Always true: hostile input ends in a stated error or a dropped packet, never in an unbounded allocation or a hang.
///
/// Knows: domain. Threads: a state machine belongs to the loop that feeds it; values are immutable.
@NullMarked
package org.lidless.footage.media;

import org.jspecify.annotations.NullMarked;
