package org.lidless.footage.recording;

/// How one stream's recording goes, in a word.
public enum RecordingState {
    /// The camera is being called, or has answered and not yet sent a key sample.
    CONNECTING("connecting"),
    /// Samples arrive and become durable.
    RECORDING("recording"),
    /// Samples arrive and are kept in memory for whoever records the camera; written down is what that one lacks.
    SHADOWING("shadowing"),
    /// The last attempt failed; the next follows by itself.
    WAITING("waiting"),
    /// The camera refused the password; attempts are rare so that it does not lock the account.
    REFUSED("refused"),
    /// Samples arrive, and the pool's disk does not answer or fails; they are kept in memory as long as it lasts.
    STALLED("stalled"),
    /// Samples arrive, and the pool is not there (missing, foreign, read-only, full): kept in memory as long as it
    /// lasts.
    UNSTORED("unstored"),
    /// Recording has ended because the recorder was told to stop.
    STOPPED("stopped");

    private final String word;

    RecordingState(String word) {
        this.word = word;
    }

    /// The word shown to people and in JSON.
    public String word() {
        return word;
    }
}
