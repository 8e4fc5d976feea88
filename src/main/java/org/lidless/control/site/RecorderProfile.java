package org.lidless.control.site;

import java.util.Objects;

/// What failover has to know of a recorder beside its zone and duty.
///
/// @param group    whom it stands in for, or who stands in for it
/// @param capacity what it carries at most
public record RecorderProfile(GroupName group, Capacity capacity) {

    /// Of a recorder of which nothing was said.
    public static final RecorderProfile PLAIN = new RecorderProfile(GroupName.ONLY, Capacity.UNLIMITED);

    public RecorderProfile {
        Objects.requireNonNull(group);
        Objects.requireNonNull(capacity);
    }
}
