package org.lidless.control.site.people;

import org.lidless.domain.Zone;

/// The name of a set of cameras for which rights can be given.
public record CameraGroupName(String value) implements Comparable<CameraGroupName> {

    public CameraGroupName {
        // A camera group and a zone are named alike.
        value = new Zone(value).value();
    }

    @Override
    public int compareTo(CameraGroupName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
