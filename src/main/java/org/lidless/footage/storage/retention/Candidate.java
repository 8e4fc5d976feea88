package org.lidless.footage.storage.retention;

import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.SegmentName;

/// A segment that this node may delete, as far as ownership goes.
///
/// @param span   site time of its samples, µs
/// @param bytes  length of its file
/// @param locked whether an evidence lock covers any of it
public record Candidate(SegmentName name, TimeSpan span, long bytes, Standing standing, boolean locked) {}
