package org.lidless.footage.storage;

/// A box of a segment whose bytes do not match their check sum, or are no such box at all.
final class BadSegmentException extends Exception {

    private static final long serialVersionUID = 1L;

    BadSegmentException(String message) {
        super(message);
    }
}
