package org.lidless.footage.recording;

import java.util.Optional;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;

/// What status needs to know of a follower, at one moment.
///
/// @param phase    where it is
/// @param sinceUs  site time since when, µs
/// @param isSilent whether a session is open and no samples arrive
/// @param problem  what ended the last attempt, until samples arrive again
/// @param cause    what the gap is put down to while there is a problem
/// @param step     how far calling the camera has come
/// @param calls    since the camera last sent steadily
/// @param sessions sessions that delivered samples
/// @param firstCalledUs monotonic time of the call that the newest session with samples began with; 0 before the first
/// @param firstKeyUs from that call to its first sample, µs; 0 before the first
/// @param memory  what is to be remembered of the camera over a restart
record FollowerView(
        CameraFollower.Phase phase,
        long sinceUs,
        boolean isSilent,
        Optional<Problem> problem,
        GapCause cause,
        EscalationStep step,
        long calls,
        long sessions,
        long firstCalledUs,
        long firstKeyUs,
        CameraMemory memory) {}
