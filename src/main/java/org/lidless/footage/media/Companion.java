package org.lidless.footage.media;

import java.util.List;

/// A track that goes with a stream's video: its audio, or the camera's metadata. At most one of each.
///
/// @param codec         how it is coded
/// @param rate          its ticks in a second
/// @param channels      of audio, 1 to 8; 0 of metadata
/// @param configuration of AAC its `AudioSpecificConfig` (ISO/IEC 14496-3 section 1.6.2.1); else nothing
public record Companion(CompanionCodec codec, int rate, int channels, List<ParameterSet> configuration) {

    public static final int RATE_MAX = 192_000;
    public static final int CHANNELS_MAX = 8;

    public Companion {
        configuration = List.copyOf(configuration);
        boolean channelsFit = codec.isAudio() ? channels >= 1 && channels <= CHANNELS_MAX : channels == 0;
        if (rate < 1 || rate > RATE_MAX || !channelsFit) {
            throw new IllegalArgumentException("impossible " + codec + ": " + rate + " Hz, " + channels + " channels");
        }
    }
}
