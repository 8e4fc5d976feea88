package org.lidless.footage.playback;

import java.io.IOException;
import org.lidless.footage.evidence.Seal;
import org.lidless.footage.playback.Proof.Papers;

/// Where an export's movies go: files of their own, or one ZIP. What is written has another name until all of it
/// is whole. One thread.
interface Outlet extends AutoCloseable {

    /// Begins the next movie.
    ///
    /// @return to be written from front to end; the outlet closes it
    SealingFile begin(String name) throws IOException;

    /// The movie that was begun is whole.
    Seal end() throws IOException;

    /// The movie that was begun has nothing in it, and is none.
    void drop() throws IOException;

    /// Gives all of it its name; durable when it returns.
    ///
    /// @return bytes of all files
    long publish(Papers papers) throws IOException;

    /// Removes what has no name of its own yet.
    @Override
    void close() throws IOException;
}
