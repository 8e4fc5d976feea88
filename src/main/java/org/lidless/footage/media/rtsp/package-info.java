/// Speaks RTSP 1.0 (RFC 2326) with a camera: messages and their framing, and one session as a state machine that
/// says what to send, and takes what came, and ends in a [org.lidless.domain.Problem] with the cause of the gap
/// that follows.
///
/// Always true: hostile bytes end in a counted drop or a stated end; nothing grows with what the other side
/// claims; a password is in no text that leaves here but the Authorization header.
///
/// Knows: domain, footage.media with its rtp and codec. Threads: a client belongs to the loop that feeds it;
/// messages are immutable.
@NullMarked
package org.lidless.footage.media.rtsp;

import org.jspecify.annotations.NullMarked;
