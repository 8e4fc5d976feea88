package org.lidless.control.failover;

/// What is believed of a node. Soft state: it is never agreed on.
public enum Verdict {
    /// Nothing came from it since this leader was elected; too early to say.
    UNHEARD,
    /// A sign came lately and nothing speaks against it.
    ALIVE,
    /// One observation speaks against it: look again, prepare, take nothing away.
    SUSPECTED,
    /// No sign for long, and nobody else hears it.
    SILENT,
    /// Two observations agree that it is gone.
    GONE;

    /// Whether its cameras are to be recorded by others.
    public boolean isLost() {
        return switch (this) {
            case UNHEARD, ALIVE, SUSPECTED -> false;
            case SILENT, GONE -> true;
        };
    }
}
