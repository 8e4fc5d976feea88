package org.lidless.footage.media;

import java.nio.ByteBuffer;
import java.util.List;

/// Some consecutive samples of one run, with their bytes: what is written and forced at once, and the most that a
/// crash can lose.
///
/// @param samples at least one, numbers without a step
/// @param payload the samples' bytes one after the other, in as many buffers as it takes; read through duplicates
public record Fragment(List<Sample> samples, List<ByteBuffer> payload) {

    public Fragment {
        samples = List.copyOf(samples);
        payload = List.copyOf(payload);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a fragment holds at least one sample");
        }
    }

    public Sample first() {
        return samples.getFirst();
    }

    public Sample last() {
        return samples.getLast();
    }

    /// Bytes of all samples together.
    public int size() {
        int size = 0;
        for (Sample sample : samples) {
            size += sample.size();
        }
        return size;
    }
}
