package org.lidless.footage.media.rtp;

import java.util.List;
import java.util.OptionalInt;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;

/// What a session description tells of the video that will come.
///
/// @param codec         the encoding
/// @param payloadType   RTP's number for it, 0 to 127
/// @param parameterSets those told beforehand; often none
/// @param ssrc          the sender's number when it was told; some cameras tell a wrong one
public record VideoTrack(VideoCodec codec, int payloadType, List<ParameterSet> parameterSets, OptionalInt ssrc) {

    public VideoTrack {
        parameterSets = List.copyOf(parameterSets);
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("payload type must be 0 to 127, not " + payloadType);
        }
    }

    /// The same with the sender's number.
    public VideoTrack withSsrc(OptionalInt told) {
        return new VideoTrack(codec, payloadType, parameterSets, told);
    }
}
