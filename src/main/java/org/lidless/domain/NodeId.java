package org.lidless.domain;

/// The name of a node: one running process of the program, unique in the site. It becomes part of file names.
public record NodeId(String value) implements Comparable<NodeId> {

    public NodeId {
        Names.checked("node", value);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
