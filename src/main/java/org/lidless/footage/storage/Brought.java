package org.lidless.footage.storage;

/// How an attempt to bring a segment home ended, when nothing failed.
public enum Brought {
    /// It is here now: verified, durable, and in the catalogue.
    HOME,
    /// It was here before.
    WAS_HERE,
    /// [Bringing] stopped it; the next attempt goes on.
    STOPPED
}
