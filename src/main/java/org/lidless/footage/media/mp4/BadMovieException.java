package org.lidless.footage.media.mp4;

/// Bytes that should be MP4 and are not. The message names the box and the place.
public final class BadMovieException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadMovieException(String message) {
        super(message);
    }
}
