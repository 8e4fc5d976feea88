package org.lidless.footage.timeline.splice;

import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;

/// Who owned a stream when, and under which epoch. Where ranges overlap the highest epoch counts.
public record OwnedRange(TimeSpan span, NodeId owner, Epoch epoch) {}
