package org.lidless.footage.media.rtp;

/// The camera's own time for a place in its stream (RFC 3550 section 6.4.1); a note, never the time of a sample.
///
/// @param ntp       seconds since 1900 in the upper 32 bits, fraction in the lower
/// @param rtpTime   the RTP time that it belongs to
/// @param arrivalUs monotonic time at which it came
public record SenderReport(long ntp, int rtpTime, long arrivalUs) {}
