package org.lidless.domain;

/// How far the times of a run can be trusted.
public enum ClockQuality {
    /// Placed by this recorder's own clock at arrival.
    ARRIVAL("arrival"),
    /// Placed by a clock that peers agreed on.
    AGREED("agreed");

    private final String word;

    ClockQuality(String word) {
        this.word = word;
    }

    /// The word used in segments and the API.
    public String word() {
        return word;
    }
}
