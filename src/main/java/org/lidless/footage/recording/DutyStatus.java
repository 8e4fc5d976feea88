package org.lidless.footage.recording;

import java.util.Optional;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.footage.timeline.alignment.AlignmentKind;

/// How one stream's [Duty] goes. Immutable.
///
/// @param mode        what this recorder does
/// @param epoch       under which epoch
/// @param owner       who owns the camera's range
/// @param ready       whether this recorder could have the camera now without losing a sample
/// @param aligned     what its copy and the owner's have in common, once that is known; empty for the owner
/// @param uncoveredUs as a shadow: how much of the ring the owner does not evidently have, µs
/// @param spilling    as a shadow: whether it writes now
/// @param lowered     as a shadow: whether memory is so short that it keeps only the last GOP
public record DutyStatus(
        Mode mode,
        Epoch epoch,
        NodeId owner,
        boolean ready,
        Optional<AlignmentKind> aligned,
        long uncoveredUs,
        boolean spilling,
        boolean lowered) {

    /// Of an owner, and of a shadow that has only begun.
    static DutyStatus of(Duty duty) {
        boolean isOwner = duty.mode() == Mode.RECORD;
        return new DutyStatus(duty.mode(), duty.epoch(), duty.owner(), isOwner, Optional.empty(), 0, false, false);
    }
}
