package org.lidless.footage.storage;

/// How far a segment has come.
public enum SegmentState {
    /// Being written, or left behind by a process that ended; where it ends only the file itself says.
    OPEN("open"),
    /// Left open by a writer that died, in a shared pool: its heir has said up to where it is whole. Its writer's own
    /// word takes the place of this when it is back.
    ENDED("ended"),
    /// Finished: trailer and hash are on disk, and no byte of it changes any more.
    SEALED("sealed"),
    /// Given up after a failed write or force; good up to the recorded length.
    SUSPECT("suspect");

    private final String word;

    SegmentState(String word) {
        this.word = word;
    }

    /// The word used in the API.
    public String word() {
        return word;
    }
}
