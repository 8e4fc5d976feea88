package org.lidless.domain;

/// A part of the site that can fail as one: a room, a rack, a power feed. A standby in another zone is preferred.
public record Zone(String value) implements Comparable<Zone> {

    /// Where nodes are whose zone nobody named.
    public static final Zone ONLY = new Zone("site");

    public Zone {
        Names.checked("zone", value);
    }

    @Override
    public int compareTo(Zone other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
