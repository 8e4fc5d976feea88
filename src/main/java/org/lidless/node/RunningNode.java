package org.lidless.node;

import java.util.function.Consumer;

/// A node that was started, of any role.
interface RunningNode extends AutoCloseable {

    /// What to tell whoever started it.
    String greeting();

    /// Lines that whoever started it is to see later, and nobody else: they are in no log.
    default void tell(Consumer<String> teller) {
        // Most have nothing to say.
    }

    /// Stops it cleanly; takes at most a quarter of a minute.
    @Override
    void close();
}
