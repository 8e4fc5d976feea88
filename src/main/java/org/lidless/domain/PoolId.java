package org.lidless.domain;

/// The name of a storage pool, unique in the site.
public record PoolId(String value) implements Comparable<PoolId> {

    public PoolId {
        Names.checked("pool", value);
    }

    @Override
    public int compareTo(PoolId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
