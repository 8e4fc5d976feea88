package org.lidless.control.site;

import org.lidless.domain.Zone;

/// The name of a failover group: primaries, and the standbys that stand in for them and for nobody else.
public record GroupName(String value) implements Comparable<GroupName> {

    /// The group of recorders whose group nobody named.
    public static final GroupName ONLY = new GroupName("site");

    public GroupName {
        // A group and a zone are named alike.
        value = new Zone(value).value();
    }

    @Override
    public int compareTo(GroupName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
