package org.lidless.wire.node;

/// How far a peer's clock is from this node's.
///
/// @param offsetUs what must be added to the peer's times to have them on this node's clock
/// @param errorUs  how far beside the truth that may be at most
public record ClockOffset(long offsetUs, long errorUs) {}
