package org.lidless.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What one recorder does for one camera, and under which epoch. Handed out by management, kept by the recorder on its
/// disk, followed until a newer version comes; management that falls silent takes nothing back.
///
/// @param camera  the camera
/// @param mode    what the recorder that has this does
/// @param epoch   the newest epoch of the camera: what `owner` writes under
/// @param owner   who owns the camera's range from this epoch on
/// @param shadow  who keeps the camera in its ring, ready to take over
/// @param primary the camera's usual recorder: where its footage goes home to
/// @param cutUs   only when a camera is handed over between living recorders: the new owner owns from the first key
///                sample at or after this site time (µs since 1970, as the former owner stamps it), and the former one,
///                now the shadow, goes on writing until it has seen a durable watermark of the new owner past it
/// @param priority of the camera, 0 to 100: when a recorder's memory is short, lower ones lose their protection first
/// @param address where the stream comes from
/// @param version the site's version that last changed this camera's assignment; never falls for a camera
public record Assignment(
        CameraId camera,
        Mode mode,
        Epoch epoch,
        NodeId owner,
        Optional<NodeId> shadow,
        NodeId primary,
        OptionalLong cutUs,
        int priority,
        CameraAddress address,
        long version) {

    /// RECORD: writes, owns. SHADOW: keeps in the ring and evicts only what the owner's watermark covers.
    public enum Mode {
        RECORD,
        SHADOW
    }

    public Assignment {
        Objects.requireNonNull(camera);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(epoch);
        Objects.requireNonNull(primary);
        Objects.requireNonNull(cutUs);
        Objects.requireNonNull(address);
        if (shadow.filter(owner::equals).isPresent()) {
            throw new IllegalArgumentException(camera + ": " + owner + " cannot be its own shadow");
        }
        if (mode == Mode.SHADOW && shadow.isEmpty()) {
            throw new IllegalArgumentException(camera + ": a shadow is needed to shadow");
        }
        if (version < 1) {
            throw new IllegalArgumentException(camera + ": the version of an assignment is at least 1, not " + version);
        }
    }

    /// Whom this assignment is for.
    public NodeId recorder() {
        return mode == Mode.RECORD ? owner : shadow.orElseThrow();
    }
}
