package org.lidless.footage.recording;

import org.lidless.footage.timeline.alignment.SampleMark;

/// A sample that a ring keeps.
///
/// @param place     its place in the ring's count
/// @param mark      what identifies it
/// @param arrivalUs when it arrived, monotonic µs
record KeptSample(long place, SampleMark mark, long arrivalUs) {}
