package org.lidless.domain;

/// The name of a storage pool: unique at its node. [#of] makes one that is unique in the site.
public record PoolId(String value) implements Comparable<PoolId> {

    /// Room for the name of a node, a dot, and the name of a pool.
    private static final int LENGTH_MAX = 2 * Names.LENGTH_MAX + 1;

    public PoolId {
        Names.checked("pool", value, LENGTH_MAX);
    }

    /// Another node's pool as this node calls it: `s1.main`.
    public static PoolId of(NodeId node, PoolId pool) {
        return new PoolId(node + "." + pool);
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
