package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;

/// Where a sample's payloads go, each the content of one RTP packet.
@FunctionalInterface
public interface Payloads {

    /// Room for the next payload: the caller puts exactly so many bytes into the buffer, from its position on,
    /// before it asks for another one.
    ///
    /// @param bytes      of the payload, at least 1
    /// @param marker     whether it ends a video sample, an access unit or a document (RFC 3550 section 5.1)
    /// @param laterTicks how much later than the sample it begins, in the track's ticks; 0 of video
    ByteBuffer next(int bytes, boolean marker, int laterTicks);
}
