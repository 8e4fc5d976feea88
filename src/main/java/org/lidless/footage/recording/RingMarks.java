package org.lidless.footage.recording;

import java.util.List;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Marks of a stretch of a ring.
///
/// @param from  place in the ring's count at which it begins
/// @param to    place behind its end: where to go on
/// @param marks those wanted, in order; without a step when all were
record RingMarks(long from, long to, List<SampleMark> marks) {}
