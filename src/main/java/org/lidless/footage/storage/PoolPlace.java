package org.lidless.footage.storage;

import java.nio.file.Path;
import org.lidless.domain.PoolId;

/// A pool and the directory in which it is expected.
///
/// @param shared whether several recorders write to it at once, each its own segments: a directory that all of them
///               reach
/// @param force  how this recorder makes footage durable there
public record PoolPlace(PoolId id, Path directory, boolean shared, ForceMode force) {

    /// A pool that is forced directly.
    public PoolPlace(PoolId id, Path directory, boolean shared) {
        this(id, directory, shared, ForceMode.DIRECT);
    }

    /// A pool of one recorder's own.
    public PoolPlace(PoolId id, Path directory) {
        this(id, directory, false);
    }
}
