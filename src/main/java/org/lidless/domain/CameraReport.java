package org.lidless.domain;

import java.util.Objects;
import java.util.OptionalLong;

/// What a recorder says in its heartbeat about one camera that it records or shadows.
///
/// @param camera    the camera
/// @param epoch     the epoch of the assignment that the recorder follows
/// @param ready     could take the camera now without losing a sample: its ring holds a key sample older than what the
///                  owner has not yet made durable, and its alignment with the owner's copy is settled
/// @param durableUs end of its last durable sample, site time in µs; empty when it has written none
/// @param trouble   what stands in the way of its footage there
public record CameraReport(CameraId camera, Epoch epoch, boolean ready, OptionalLong durableUs, Trouble trouble) {

    public CameraReport {
        Objects.requireNonNull(camera);
        Objects.requireNonNull(epoch);
        Objects.requireNonNull(durableUs);
        Objects.requireNonNull(trouble);
    }

    /// Of a camera that nothing stands in the way of.
    public CameraReport(CameraId camera, Epoch epoch, boolean ready, OptionalLong durableUs) {
        this(camera, epoch, ready, durableUs, Trouble.NONE);
    }

    /// Of a camera whose sub stream is recorded too: it is ready when both are. A sub stream that something stands
    /// in the way of is not waited for: the main one comes first.
    public CameraReport withSub(CameraReport sub) {
        boolean isHindered = sub.trouble.hindrance() != Hindrance.NONE;
        return new CameraReport(camera, epoch, ready && (sub.ready || isHindered), durableUs, trouble);
    }

    /// What stands in the way, and what is done about it.
    public record Trouble(Hindrance hindrance, EscalationStep step) {

        public static final Trouble NONE = new Trouble(Hindrance.NONE, EscalationStep.NONE);
    }
}
