package org.lidless.footage.timeline.alignment;

/// What two sessions with one camera have in common.
public enum AlignmentKind {
    /// The same samples, byte for byte (nearly all), on clocks that differ by a constant: copies may be spliced at any
    /// sample.
    SAME_BYTES("same-bytes"),
    /// Encoded apart for each session, but stamped by one clock: copies show the same moments and may be spliced at
    /// the successor's key sample without a gap or an overlap.
    SAME_TIMES("same-times"),
    /// Nothing that identifies a sample: copies are cut at the successor's key sample, by site time.
    PER_SESSION("per-session");

    private final String word;

    AlignmentKind(String word) {
        this.word = word;
    }

    /// The word used in catalogues and the API.
    public String word() {
        return word;
    }

    /// Reads the word back.
    ///
    /// @throws IllegalArgumentException when it is no such word
    public static AlignmentKind of(String word) {
        for (AlignmentKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of alignment is called \"" + word + "\"");
    }
}
