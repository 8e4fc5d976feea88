package org.lidless.footage.recording;

import org.lidless.domain.GapCause;

/// No samples arrive now.
///
/// @param cause  why
/// @param fromUs site time from which this is the cause, µs since 1970
record Outage(GapCause cause, long fromUs) {}
