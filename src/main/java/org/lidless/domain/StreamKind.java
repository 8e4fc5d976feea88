package org.lidless.domain;

/// Which of a camera's encodings: the full one, or the small one for many tiles.
public enum StreamKind {
    MAIN("main"),
    SUB("sub");

    private final String word;

    StreamKind(String word) {
        this.word = word;
    }

    /// The word used in file names, settings and the API.
    public String word() {
        return word;
    }

    /// Reads the word back.
    ///
    /// @throws IllegalArgumentException when it is no such word
    public static StreamKind of(String word) {
        for (StreamKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("stream must be main or sub, not \"" + word + "\"");
    }
}
