package org.lidless.footage.media;

import java.nio.ByteBuffer;

/// Where a depacketizer puts what it takes out of packets, piece by piece, so that a sample's bytes are copied once:
/// from the receive buffer to where they stay. Called by the one loop that owns the stream.
///
/// A sample is `(begin append+ (endNal | dropNal))* (endSample | dropSample)`, where `begin` is [#beginNal] or
/// [#beginPlain]. Bytes given to [#append] are only valid during the call.
public interface SampleSink {

    /// The decoder's parameters are known, or have changed. Holds from the sample that ends next on; may come between
    /// two NAL units of that sample, never inside one.
    void parameters(VideoParameters parameters);

    /// A NAL unit begins; four bytes are kept free for its length.
    void beginNal();

    /// A unit begins that brings its own framing (an OBU of AV1, a JPEG image); ended and dropped like a NAL unit.
    void beginPlain();

    /// Four bytes are kept free here for the length of what follows in the plain unit, written as AV1's `leb128` in
    /// its four-byte form (AV1 section 4.10.5). At most once a unit.
    void keepLength();

    /// More of the NAL unit: all remaining bytes of the buffer. The sink may move the buffer's position.
    void append(ByteBuffer bytes);

    /// The NAL unit is whole.
    void endNal();

    /// The NAL unit was torn; forget what was appended since [#beginNal].
    void dropNal();

    /// The sample is whole.
    ///
    /// @param rtpTime   RTP time stamp, 32 bits, unsigned, in 1/90000 s
    /// @param key       whether decoding can begin here
    /// @param damaged   whether packets of it were lost on the way
    /// @param arrivalUs monotonic time at which its last packet arrived, µs
    void endSample(int rtpTime, boolean key, boolean damaged, long arrivalUs);

    /// The sample is not worth keeping; forget what was appended since the last sample ended.
    void dropSample();

    /// A frame of a track that goes with the video came. May come between any two calls; who has no use for it passes
    /// it
    /// over.
    ///
    /// @param of        the track
    /// @param rtpTime   RTP time stamp, 32 bits, unsigned, in the track's ticks
    /// @param ticks     how long it lasts, in the track's ticks; 0 when nobody knows
    /// @param bytes     its bytes; only valid during the call
    /// @param arrivalUs monotonic time at which it arrived, µs
    default void companion(Companion of, int rtpTime, int ticks, ByteBuffer bytes, long arrivalUs) {}
}
