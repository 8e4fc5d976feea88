package org.lidless.footage.media.mp4;

import java.util.List;

/// A companion's part of a movie fragment.
///
/// @param track its number
/// @param begin decoding time of its first frame, in its ticks
/// @param steps from each frame to the next, the last one's length
/// @param sizes of its frames, bytes
public record TrackRun(int track, long begin, List<Integer> steps, List<Integer> sizes) {

    public TrackRun {
        steps = List.copyOf(steps);
        sizes = List.copyOf(sizes);
        if (steps.size() != sizes.size() || steps.isEmpty()) {
            throw new IllegalArgumentException(steps.size() + " steps of " + sizes.size() + " frames");
        }
    }

    /// Bytes of all frames.
    public int bytes() {
        int bytes = 0;
        for (int size : sizes) {
            bytes += size;
        }
        return bytes;
    }
}
