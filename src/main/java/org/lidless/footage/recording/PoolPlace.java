package org.lidless.footage.recording;

import java.nio.file.Path;
import org.lidless.domain.PoolId;

/// A pool and the directory in which it is expected.
public record PoolPlace(PoolId id, Path directory) {}
