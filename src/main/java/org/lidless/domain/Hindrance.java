package org.lidless.domain;

/// Where it lies when a stream's samples do not become durable: so that a stalled camera, a lossy network, a recorder
/// that cannot keep up and a hung disk are told apart.
public enum Hindrance {
    NONE("none"),
    /// It is connected and sends nothing, or it refuses.
    CAMERA("camera"),
    /// It cannot be reached, or parts of pictures are lost on the way.
    NETWORK("network"),
    /// This process stood still, or writes more slowly than samples arrive although no disk hangs.
    RECORDER("recorder"),
    /// The pool is not there, fails or hangs.
    DISK("disk");

    private final String word;

    Hindrance(String word) {
        this.word = word;
    }

    /// The word shown to people, in JSON and in metrics.
    public String word() {
        return word;
    }

    /// Reads the word back; one of a later version is `NONE`.
    public static Hindrance of(String word) {
        for (Hindrance each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        return NONE;
    }

    /// What a gap's cause lies in.
    public static Hindrance of(GapCause cause) {
        return switch (cause) {
            case CAMERA_SILENT, CAMERA_REFUSED -> CAMERA;
            case NETWORK -> NETWORK;
            case RECORDER_DOWN, RECORDER_PAUSED, RING_TOO_SHORT, NO_STANDBY, UNKNOWN -> RECORDER;
            case DISK_STALLED, DISK_ERROR, POOL_FULL, POOL_MISSING, SEGMENT_DAMAGED -> DISK;
            case EXPIRED, SCHEDULED_OFF -> NONE;
        };
    }
}
