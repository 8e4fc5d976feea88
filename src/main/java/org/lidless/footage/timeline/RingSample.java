package org.lidless.footage.timeline;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A sample out of a ring, with a copy of its bytes.
///
/// @param place         in the ring's count
/// @param mark          what identifies it
/// @param durationTicks until the next sample's decoding time, 1/90000 s; a guess for the newest
/// @param parameters    what a decoder must know for it
/// @param companions    what of the audio and the metadata goes with it
/// @param bytes         its own; read through duplicates
public record RingSample(
        long place,
        SampleMark mark,
        int durationTicks,
        VideoParameters parameters,
        List<CompanionFrame> companions,
        ByteBuffer bytes) {

    public RingSample {
        companions = List.copyOf(companions);
        bytes = bytes.asReadOnlyBuffer();
        if (bytes.remaining() != mark.size() || durationTicks < 0) {
            throw new IllegalArgumentException(
                    bytes.remaining() + " bytes of a sample of " + mark.size() + ", lasting " + durationTicks);
        }
    }
}
