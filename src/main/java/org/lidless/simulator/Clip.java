package org.lidless.simulator;

import java.util.List;
import org.lidless.footage.media.VideoCodec;

/// A stretch of video that a camera shows again and again: its frames in order of decoding. It begins with a key
/// frame and consists of closed GOPs. Immutable by agreement: nobody changes the bytes.
///
/// @param codec         the encoding
/// @param frames        at least one
/// @param reorderFrames how many frame times sending lags behind capture, so that no frame is sent before it was
///                      captured; 0 without B-frames
record Clip(VideoCodec codec, List<ClipFrame> frames, int reorderFrames) {

    /// All clips run at this pace.
    static final int FRAMES_PER_SECOND = 25;

    /// One frame of a clip.
    ///
    /// @param nals  NAL units without start codes
    /// @param shown place in order of showing, from 0
    /// @param key   whether decoding can begin here
    record ClipFrame(List<byte[]> nals, int shown, boolean key) {

        ClipFrame {
            nals = List.copyOf(nals);
        }
    }

    Clip {
        frames = List.copyOf(frames);
        if (!frames.getFirst().key()) {
            throw new IllegalArgumentException("a clip begins with a key frame");
        }
    }

    /// The parameter sets of the first frame, in order.
    List<byte[]> parameterSets() {
        return frames.getFirst().nals().stream()
                .filter(nal -> NalUnits.isParameterSet(codec, nal))
                .toList();
    }
}
