/// Takes samples out of RTP packets (RFC 3550; H.264: RFC 6184, H.265: RFC 7798, MJPEG: RFC 2435, AV1: AOMedia's
/// payload format), and counts what was lost on the way; cuts samples into packets again for players; writes and
/// reads the RTCP that goes with them.
///
/// Always true: a packet costs no object (an MJPEG image one, for the front that RTP leaves out), and its bytes are
/// copied once, into the [org.lidless.footage.media.SampleSink]; a torn NAL unit never reaches the sink whole; a loss
/// marks the sample
/// that it hit.
///
/// Knows: domain, footage.media with its codec. Threads: everything belongs to the loop that feeds it.
@NullMarked
package org.lidless.footage.media.rtp;

import org.jspecify.annotations.NullMarked;
