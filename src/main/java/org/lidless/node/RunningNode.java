package org.lidless.node;

/// A node that was started, of any role.
interface RunningNode extends AutoCloseable {

    /// What to tell whoever started it.
    String greeting();

    /// Stops it cleanly; takes at most a few seconds.
    @Override
    void close();
}
