package org.lidless.domain;

/// How far a recorder goes for a camera that does not send, in order.
public enum EscalationStep {
    /// It sends.
    NONE("none"),
    /// It is called again, at growing pauses.
    RECONNECT("reconnect"),
    /// Every second call asks for the other transport.
    OTHER_TRANSPORT("other-transport"),
    /// It has no session free: one that was left over is torn down before a new one is asked for.
    CLEAR_GHOST("clear-ghost"),
    /// Nothing of that has helped, or nothing of it can: an alarm. Calling goes on.
    NEEDS_PERSON("needs-person");

    private final String word;

    EscalationStep(String word) {
        this.word = word;
    }

    /// The word shown to people, in JSON and in metrics.
    public String word() {
        return word;
    }

    /// Reads the word back; one of a later version is `NONE`.
    public static EscalationStep of(String word) {
        for (EscalationStep each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        return NONE;
    }
}
