package org.lidless.control.site;

import java.util.Comparator;
import java.util.Objects;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// A camera as the site knows it.
///
/// @param id       its name
/// @param address  where its stream comes from
/// @param primary  its usual recorder
/// @param priority 0 to 100; when standbys or rings are short, higher ones are protected first
/// @param sessions how many sessions it allows at once; with too few, nobody can shadow it
public record Camera(CameraId id, CameraAddress address, NodeId primary, int priority, int sessions) {

    public static final int PRIORITY_MAX = 100;

    /// Lower priorities first; among equals the later name, so that reversed the first name comes first.
    public static final Comparator<Camera> LEAST_FIRST =
            Comparator.comparingInt(Camera::priority).thenComparing(Camera::id, Comparator.reverseOrder());

    public Camera {
        Objects.requireNonNull(id);
        Objects.requireNonNull(address);
        Objects.requireNonNull(primary);
        if (priority < 0 || priority > PRIORITY_MAX) {
            throw new IllegalArgumentException(id + ": priority is 0 to " + PRIORITY_MAX + ", not " + priority);
        }
        if (sessions < 1) {
            throw new IllegalArgumentException(id + ": a camera allows at least one session, not " + sessions);
        }
    }

    /// Whether a second recorder may receive all of its streams while the first one does.
    public boolean canBeShadowed() {
        return sessions >= 2 * address.streams().size();
    }
}
