package org.lidless.footage.storage.retention;

/// Where else a segment is, or belongs.
public enum Standing {
    /// At home elsewhere, with the same hash: this copy is one too many.
    COPIED,
    /// At home here.
    HOME,
    /// Recorded here for another node, which does not have it yet.
    UNMERGED
}
