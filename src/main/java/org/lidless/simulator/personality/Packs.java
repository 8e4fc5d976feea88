package org.lidless.simulator.personality;

import java.util.List;
import org.lidless.footage.media.VideoCodec;
import org.lidless.simulator.Payload;
import org.lidless.simulator.Personality;

/// Packs its frames in a way of its own.
///
/// @param sliced whether its pictures consist of several slices
/// @param how    makes its payloads of a good camera's
record Packs(boolean sliced, How how) implements Personality {

    /// Makes payloads of a good camera's.
    interface How {

        List<Payload> payloads(VideoCodec codec, List<byte[]> nals, List<Payload> good);
    }

    @Override
    public List<String> clips() {
        return sliced ? List.of("sliced264") : List.of();
    }

    @Override
    public List<Payload> payloads(VideoCodec codec, List<byte[]> nals, List<Payload> good) {
        return how.payloads(codec, nals, good);
    }
}
