package org.lidless.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What a recorder says in its heartbeat about one camera that it records or shadows.
///
/// @param camera    the camera
/// @param epoch     the epoch of the assignment that the recorder follows
/// @param ready     could take the camera now without losing a sample: its ring holds a key sample older than
/// what the
///                  owner has not yet made durable, and its alignment with the owner's copy is settled
/// @param durableUs end of its last durable sample, site time in µs; empty when it has written none
/// @param trouble   what stands in the way of its footage there
/// @param session   the RTSP session over which it is recorded, for whoever has to take the camera and finds it
/// busy
///                  with that; only said of a camera that nobody shadows
public record CameraReport(
        CameraId camera,
        Epoch epoch,
        boolean ready,
        OptionalLong durableUs,
        Trouble trouble,
        Optional<CameraSession> session) {

    public CameraReport {
        Objects.requireNonNull(camera);
        Objects.requireNonNull(epoch);
        Objects.requireNonNull(durableUs);
        Objects.requireNonNull(trouble);
        Objects.requireNonNull(session);
    }

    /// Of a camera whose session is nobody's concern.
    public CameraReport(CameraId camera, Epoch epoch, boolean ready, OptionalLong durableUs, Trouble trouble) {
        this(camera, epoch, ready, durableUs, trouble, Optional.empty());
    }

    /// Of a camera that nothing stands in the way of.
    public CameraReport(CameraId camera, Epoch epoch, boolean ready, OptionalLong durableUs) {
        this(camera, epoch, ready, durableUs, Trouble.NONE);
    }

    /// Of a camera whose sub stream is recorded too: it is ready when both are. A sub stream that something stands
    /// in the way of is not waited for: the main one comes first.
    public CameraReport withSub(CameraReport sub) {
        boolean isHindered = sub.trouble.hindrance() != Hindrance.NONE;
        return new CameraReport(camera, epoch, ready && (sub.ready || isHindered), durableUs, trouble, session);
    }

    /// The same, and nothing about the session.
    public CameraReport withoutSession() {
        return new CameraReport(camera, epoch, ready, durableUs, trouble, Optional.empty());
    }

    /// Whether it says the same as another one, but for what is durable.
    boolean isAsGoodAs(CameraReport other) {
        return camera.equals(other.camera)
                && epoch.equals(other.epoch)
                && ready == other.ready
                && trouble.equals(other.trouble)
                && session.equals(other.session);
    }

    /// What stands in the way, and what is done about it.
    public record Trouble(Hindrance hindrance, EscalationStep step) {

        public static final Trouble NONE = new Trouble(Hindrance.NONE, EscalationStep.NONE);
    }
}
