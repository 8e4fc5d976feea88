package org.lidless.footage.storage;

import org.lidless.domain.PoolId;
import org.lidless.domain.TimeSpan;

/// A segment that retention deleted and whose file is not purged yet.
///
/// @param span  site time of what it held, µs
/// @param bytes length of the file
/// @param token at the end of its name in quarantine
/// @param why   in words
/// @param atUs  when it was deleted, on the wall
public record QuarantinedRow(
        PoolId pool, SegmentName name, TimeSpan span, long bytes, String token, String why, long atUs) {}
