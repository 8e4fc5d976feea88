package org.lidless.footage.recording;

import org.lidless.domain.CameraSource;
import org.lidless.domain.PoolId;

/// A stream to record, and the pool that takes it.
public record RecordedCamera(CameraSource source, PoolId pool) {}
