package org.lidless.footage.media;

import java.util.List;

/// All that a decoder must know before the first sample.
///
/// @param codec         the encoding
/// @param parameterSets in the order VPS (H.265 only), SPS, PPS; at least one SPS and one PPS. Of AV1 the sequence
///                      header; of MJPEG none
/// @param width         pixels across, after cropping; 0 when the SPS could not be read that far
/// @param height        pixels down, after cropping; 0 when the SPS could not be read that far
/// @param reorderDepth  how many samples may come before one that is shown earlier (B-frames); 0 when order of
///                      decoding is order of showing
public record VideoParameters(
        VideoCodec codec, List<ParameterSet> parameterSets, int width, int height, int reorderDepth) {

    public VideoParameters {
        parameterSets = List.copyOf(parameterSets);
    }
}
