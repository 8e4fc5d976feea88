package org.lidless.footage.recording;

import java.util.Optional;
import org.lidless.domain.Problem;

/// What status needs to know of a follower, at one moment.
///
/// @param phase    where it is
/// @param sinceUs  site time since when, µs
/// @param problem  what ended the last attempt, until samples arrive again
/// @param sessions sessions that delivered samples
/// @param calledUs monotonic time of the call that the present (or last) session began with
/// @param firstKeyUs from that call to the first sample of the first session that delivered any, µs; 0 before
record FollowerView(
        CameraFollower.Phase phase,
        long sinceUs,
        Optional<Problem> problem,
        long sessions,
        long calledUs,
        long firstKeyUs) {}
