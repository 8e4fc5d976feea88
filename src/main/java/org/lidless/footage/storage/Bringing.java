package org.lidless.footage.storage;

/// Asked while a segment is copied home, after each stretch: sets the pace, sees the progress, and may stop it.
@FunctionalInterface
public interface Bringing {

    /// As fast as it goes.
    Bringing AT_ONCE = (copied, done, total) -> true;

    /// May wait, to keep a pace.
    ///
    /// @param copied bytes copied since the last call
    /// @param done   bytes of the segment that are here now
    /// @param total  bytes of the whole segment
    /// @return false to stop here; what was copied stays, and the next attempt goes on from there
    boolean goesOn(long copied, long done, long total);
}
