package org.lidless.footage.recording;

import java.util.Optional;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.footage.storage.RetentionStatus;

/// One pool's state at one moment. Immutable.
///
/// @param pool      which pool
/// @param open      whether it takes footage
/// @param problem   what is wrong with it, if anything
/// @param retention what it holds and gives up; empty before it is open
public record PoolStatus(PoolId pool, boolean open, Optional<Problem> problem, Optional<RetentionStatus> retention) {}
