package org.lidless.domain;

/// The name of a camera, unique in the site. It becomes part of file names.
public record CameraId(String value) implements Comparable<CameraId> {

    public CameraId {
        Names.checked("camera", value);
    }

    @Override
    public int compareTo(CameraId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
