package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.codec.ParameterSets;

/// Takes NAL units, OBUs or images out of RTP payloads, in the order of their sequence numbers, and hands samples to a
/// sink. A
/// packet costs no object; its bytes go from the caller's buffer straight to the sink. Not thread safe.
public sealed interface Depacketizer permits H264Depacketizer, H265Depacketizer, Av1Depacketizer, JpegDepacketizer {

    /// Takes the payload of one packet.
    ///
    /// @param buffer  big endian and writable: the octet before a fragment is overwritten with the NAL unit's
    ///                header; position and limit are left as they were
    /// @param from    where the payload begins
    /// @param to      where it ends, exclusive
    /// @param marker  RTP's marker bit
    /// @param rtpTime RTP's time stamp
    /// @param loss    whether packets are missing right before this one
    /// @param nowUs   monotonic time of arrival
    void packet(ByteBuffer buffer, int from, int to, boolean marker, int rtpTime, boolean loss, long nowUs);

    /// No packet will follow: hands on or forgets what is unfinished.
    void flush();

    /// Samples handed on.
    long samples();

    /// Key samples among them.
    long keys();

    /// Samples among them that were hit by a loss.
    long damagedSamples();

    /// Payloads that could not be read, and samples that were forgotten.
    long dropped();

    /// The one for this encoding.
    ///
    /// @param sets what the session description told; kept up to date from the stream
    static Depacketizer of(VideoCodec codec, SampleSink sink, ParameterSets sets) {
        return switch (codec) {
            case H264 -> new H264Depacketizer(sink, sets);
            case H265 -> new H265Depacketizer(sink, sets);
            case AV1 -> new Av1Depacketizer(sink, sets);
            case MJPEG -> new JpegDepacketizer(sink);
        };
    }
}
