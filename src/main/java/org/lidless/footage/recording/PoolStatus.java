package org.lidless.footage.recording;

import java.util.Optional;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;

/// One pool's state at one moment. Immutable.
///
/// @param pool    which pool
/// @param open    whether it takes footage
/// @param problem what is wrong with it, if anything
public record PoolStatus(PoolId pool, boolean open, Optional<Problem> problem) {}
