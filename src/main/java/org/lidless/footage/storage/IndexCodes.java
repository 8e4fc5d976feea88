package org.lidless.footage.storage;

import org.lidless.domain.ClockQuality;

/// The numbers that stand for words in rows of which there are many. What nearly all rows have is 0 or 1: those take no
/// byte in SQLite. They stand in files, so none is ever given another meaning without a new [IndexSchema#VERSION].
final class IndexCodes {

    static final int OPEN = 0;
    static final int SEALED = 1;
    static final int SUSPECT = 2;
    static final int ENDED = 3;

    private static final int ARRIVAL = 0;
    private static final int AGREED = 1;

    private IndexCodes() {}

    static int of(SegmentState state) {
        return switch (state) {
            case OPEN -> OPEN;
            case SEALED -> SEALED;
            case SUSPECT -> SUSPECT;
            case ENDED -> ENDED;
        };
    }

    static SegmentState state(int code) {
        return switch (code) {
            case OPEN -> SegmentState.OPEN;
            case SEALED -> SegmentState.SEALED;
            case SUSPECT -> SegmentState.SUSPECT;
            case ENDED -> SegmentState.ENDED;
            default -> throw new IllegalStateException("the index has a segment of state " + code);
        };
    }

    static int of(ClockQuality quality) {
        return switch (quality) {
            case ARRIVAL -> ARRIVAL;
            case AGREED -> AGREED;
        };
    }

    static ClockQuality quality(int code) {
        return switch (code) {
            case ARRIVAL -> ClockQuality.ARRIVAL;
            case AGREED -> ClockQuality.AGREED;
            default -> throw new IllegalStateException("the index has a segment of quality " + code);
        };
    }
}
