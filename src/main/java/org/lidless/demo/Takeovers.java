package org.lidless.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long takeovers took, each in milliseconds from a kill to the moment when a frame captured after it was durable
/// at the new owner. Immutable.
record Takeovers(List<Long> millis) {

    static final Takeovers NONE = new Takeovers(List.of());

    Takeovers {
        millis = List.copyOf(millis);
    }

    Takeovers and(Takeovers more) {
        List<Long> all = new ArrayList<>(millis);
        all.addAll(more.millis);
        return new Takeovers(all);
    }

    /// @param p50 the middle one; of an even number the lower of the two; 0 when there was none
    /// @param max the longest; 0 when there was none
    /// @param n   how many there were
    @JsonPropertyOrder({"p50", "max", "n"})
    record Summary(long p50, long max, int n) {}

    Summary summary() {
        if (millis.isEmpty()) {
            return new Summary(0, 0, 0);
        }
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return new Summary(sorted.get((sorted.size() - 1) / 2), sorted.getLast(), sorted.size());
    }

    /// For a table: `412`, `412, 530`, or `-`; of many only the middle and the longest.
    String text() {
        if (millis.isEmpty()) {
            return "-";
        }
        Summary all = summary();
        return all.n() == 1 ? Long.toString(all.p50()) : all.p50() + " (max " + all.max() + ")";
    }
}
