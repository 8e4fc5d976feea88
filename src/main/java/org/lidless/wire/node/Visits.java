package org.lidless.wire.node;

/// What a [PeerSocket] does with the peers that connect to it; called on the server's threads, for one connection one
/// call at a time.
interface Visits {

    /// A peer said hello in the right version, under its own name.
    void opened(PeerConnection connection);

    /// It said something else than a hello or a question for the time.
    ///
    /// @throws IllegalArgumentException when it may not say that; the connection is closed
    void heard(PeerConnection connection, Message message);

    /// A connection that was opened is gone.
    void closed(PeerConnection connection);
}
