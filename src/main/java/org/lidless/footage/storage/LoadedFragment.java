package org.lidless.footage.storage;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.footage.media.Sample;

/// What [SegmentReader#load] found.
public sealed interface LoadedFragment {

    /// Every byte matches its check sum.
    ///
    /// @param samples with numbers, times and sizes as they were written
    /// @param payload the samples' bytes, one slice each, of one buffer
    record Intact(StoredFragment fragment, List<Sample> samples, List<ByteBuffer> payload) implements LoadedFragment {

        public Intact {
            samples = List.copyOf(samples);
            payload = List.copyOf(payload);
        }
    }

    /// The bytes do not match their check sum, or are gone.
    ///
    /// @param why in plain words
    record Damaged(StoredFragment fragment, String why) implements LoadedFragment {}
}
