package org.lidless.domain;

import java.util.Objects;
import java.util.Optional;

/// What somebody wants to be recorded of a camera, and for how long it is to be kept, wherever it lies.
///
/// @param retention how long; empty: as each recorder's own settings say
/// @param hours     when it is recorded; empty: always
public record CameraCare(Optional<RetentionRule> retention, Optional<RecordingHours> hours) {

    /// Nothing was said.
    public static final CameraCare PLAIN = new CameraCare(Optional.empty(), Optional.empty());

    public CameraCare {
        Objects.requireNonNull(retention);
        Objects.requireNonNull(hours);
    }

    /// Whether the camera is recorded at that moment.
    ///
    /// @param siteUs site time, µs since 1970
    public boolean isOn(long siteUs) {
        return hours.isEmpty() || hours.get().isOn(siteUs);
    }
}
