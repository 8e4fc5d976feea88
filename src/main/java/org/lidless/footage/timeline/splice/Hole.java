package org.lidless.footage.timeline.splice;

import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A stretch between two neighbouring samples in which something is missing.
///
/// @param last  the last sample before it
/// @param next  the first sample behind it
/// @param span  from the decoding time of `last` to that of `next`, in site time; empty when the two samples' clocks
///              disagree about which came first
/// @param sight how it was seen
public record Hole(SampleMark last, SampleMark next, TimeSpan span, HoleSight sight) {}
