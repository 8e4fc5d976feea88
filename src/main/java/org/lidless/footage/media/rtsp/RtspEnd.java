package org.lidless.footage.media.rtsp;

import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;

/// Why an RTSP session is over.
///
/// @param problem in the words of whoever has to act
/// @param cause   what the gap that begins now is put down to
public record RtspEnd(Problem problem, GapCause cause) {}
