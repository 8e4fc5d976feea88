package org.lidless.domain;

import java.util.Comparator;

/// One encoding from a camera; the log that segments, gaps and rings belong to.
public record StreamId(CameraId camera, StreamKind kind) implements Comparable<StreamId> {

    private static final Comparator<StreamId> ORDER =
            Comparator.comparing(StreamId::camera).thenComparing(StreamId::kind);

    public static StreamId main(CameraId camera) {
        return new StreamId(camera, StreamKind.MAIN);
    }

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return camera + "/" + kind.word();
    }
}
