package org.lidless.footage.storage;

import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;

/// A fragment as it lies in a segment, or a stretch that is none any more.
///
/// @param offset      where it begins in the file
/// @param bytes       its length, its box included; 0 for a stretch that is missing from the file's end
/// @param run         the run of its samples
/// @param firstNumber number of its first sample; for a damaged stretch, the number that should come next
/// @param count       how many samples; 0 for a damaged stretch, where nobody knows
/// @param span        site time from its earliest showing to its latest end of showing, µs; for a damaged stretch, the
///                    time between its neighbours
/// @param keyFirst    whether its first sample is a key sample
/// @param damaged     whether its samples cannot be read; [SegmentReader#load] may find more damage
public record StoredFragment(
        long offset,
        long bytes,
        RunId run,
        long firstNumber,
        int count,
        TimeSpan span,
        boolean keyFirst,
        boolean damaged) {}
