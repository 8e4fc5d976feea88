package org.lidless.wire.node;

import org.lidless.domain.Problem;

/// What a link says and hears, without dialling. All calls come on the link's thread, in this order: opened, then any
/// of heard and due, then closed; between those failed.
interface Talk {

    /// The peer let this node in and said hello.
    ///
    /// @param boot the start of the peer's process
    void opened(Line line, long boot);

    /// @throws IllegalArgumentException when the peer may not say that; the line is given up
    void heard(Line line, Line.Event event);

    /// Time has passed: say what is due.
    ///
    /// @param nowUs monotonic time
    /// @return when to be called again at the latest, monotonic time in µs
    long due(Line line, long nowUs);

    void closed();

    /// Nobody listens at the peer's address.
    void refused();

    /// The peer does not let this node in, or is not the one that was meant; told once until it changes.
    void distrusted(Problem problem);
}
