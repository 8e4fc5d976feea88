package org.lidless.footage.recording;

import java.util.List;
import org.lidless.domain.CameraSource;
import org.lidless.domain.PoolId;

/// A stream to record, and the pools that take it.
///
/// @param pools in order: when one is full, missing, failing or hung, the next takes the stream
public record RecordedCamera(CameraSource source, List<PoolId> pools) {

    public RecordedCamera {
        pools = List.copyOf(pools);
        if (pools.isEmpty() || pools.stream().distinct().count() != pools.size()) {
            throw new IllegalArgumentException("a camera has at least one pool, each once, not " + pools);
        }
    }

    /// One that has one pool.
    public RecordedCamera(CameraSource source, PoolId pool) {
        this(source, List.of(pool));
    }
}
