package org.lidless.domain;

/// Why a span has no media anywhere. Stored with the gap, never guessed later; `UNKNOWN` is an honest answer.
public enum GapCause {
    CAMERA_SILENT("camera-silent"),
    CAMERA_REFUSED("camera-refused"),
    NETWORK("network"),
    RECORDER_DOWN("recorder-down"),
    RECORDER_PAUSED("recorder-paused"),
    DISK_STALLED("disk-stalled"),
    DISK_ERROR("disk-error"),
    POOL_FULL("pool-full"),
    POOL_MISSING("pool-missing"),
    SEGMENT_DAMAGED("segment-damaged"),
    RING_TOO_SHORT("ring-too-short"),
    NO_STANDBY("no-standby"),
    EXPIRED("expired"),
    SCHEDULED_OFF("scheduled-off"),
    UNKNOWN("unknown");

    private final String word;

    GapCause(String word) {
        this.word = word;
    }

    /// The word used in catalogues, the index and the API.
    public String word() {
        return word;
    }

    /// Reads the word back; a word of a later version is `UNKNOWN`.
    public static GapCause of(String word) {
        for (GapCause cause : values()) {
            if (cause.word.equals(word)) {
                return cause;
            }
        }
        return UNKNOWN;
    }
}
