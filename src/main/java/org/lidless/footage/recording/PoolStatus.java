package org.lidless.footage.recording;

import java.util.Optional;
import java.util.OptionalLong;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.footage.storage.RetentionStatus;

/// One pool's state at one moment. Immutable.
///
/// @param pool      which pool
/// @param open      whether it takes footage
/// @param problem   what is wrong with it, if anything
/// @param retention what it holds and gives up; empty before it is open
/// @param bytesFree room on its disk when that was last looked at; empty when that is not known
public record PoolStatus(
        PoolId pool,
        boolean open,
        Optional<Problem> problem,
        Optional<RetentionStatus> retention,
        OptionalLong bytesFree) {}
