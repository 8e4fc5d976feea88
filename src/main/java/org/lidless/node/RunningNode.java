package org.lidless.node;

/// A node that was started, of any role.
interface RunningNode extends AutoCloseable {

    /// What to tell whoever started it.
    String greeting();

    /// Stops it cleanly; takes at most a quarter of a minute.
    @Override
    void close();
}
