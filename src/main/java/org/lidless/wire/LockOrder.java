package org.lidless.wire;

import java.time.Instant;

/// What to lock as evidence.
///
/// @param camera all of whose streams
/// @param from   the first moment
/// @param to     the moment behind the last
/// @param reason why, in a person's words; kept with the lock
public record LockOrder(String camera, Instant from, Instant to, String reason) {}
