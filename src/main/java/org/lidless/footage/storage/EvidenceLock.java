package org.lidless.footage.storage;

import java.util.List;
import org.lidless.domain.CameraId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Footage that retention must not delete, as long as nobody lifts it.
///
/// @param id     16 hexadecimal digits
/// @param camera whose footage, of all its streams
/// @param span   site time, µs
/// @param reason a person's words
/// @param atUs   when it was said, on the wall
/// @param pools  those whose catalogues have it, sorted
public record EvidenceLock(String id, CameraId camera, TimeSpan span, String reason, long atUs, List<PoolId> pools) {

    public EvidenceLock {
        pools = List.copyOf(pools);
    }

    /// Whether it covers any of a stretch of a stream.
    public boolean covers(StreamId stream, TimeSpan stretch) {
        return camera.equals(stream.camera()) && span.overlaps(stretch);
    }
}
