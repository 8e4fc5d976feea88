package org.lidless.footage.recording;

/// Where a ring is, at one moment; places count samples.
///
/// @param first     the oldest sample kept
/// @param durable   everything before it is on disk, here or elsewhere
/// @param cursor    the next sample that would be written
/// @param end       the sample to come
record RingPlaces(long first, long durable, long cursor, long end) {}
