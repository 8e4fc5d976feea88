package org.lidless.domain;

/// A camera's fencing token: who owns a range in the index. It rises at each change of hands and never falls.
public record Epoch(long value) implements Comparable<Epoch> {

    public static final Epoch FIRST = new Epoch(1);

    public Epoch {
        if (value < 1) {
            throw new IllegalArgumentException("epoch must be at least 1, not " + value);
        }
    }

    public Epoch next() {
        return new Epoch(value + 1);
    }

    public boolean isBefore(Epoch other) {
        return value < other.value;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }
}
