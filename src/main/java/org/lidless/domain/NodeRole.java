package org.lidless.domain;

import java.util.Optional;

/// What a node does in its site.
public enum NodeRole {

    /// Records cameras.
    RECORDER("recorder"),
    /// Agrees with the other management servers on who records what.
    MANAGEMENT("management");

    private final String word;

    NodeRole(String word) {
        this.word = word;
    }

    /// As in settings and messages.
    public String word() {
        return word;
    }

    public static Optional<NodeRole> of(String word) {
        for (NodeRole each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
