package org.lidless.wire.node;

/// Other management servers at this one: they ask for the time and say nothing else.
final class ServerVisits implements Visits {

    @Override
    public void opened(PeerConnection connection) {
        // What it wants to know it asks for.
    }

    @Override
    public void heard(PeerConnection connection, Message message) {
        throw new IllegalArgumentException("it sent what management servers do not tell each other");
    }

    @Override
    public void closed(PeerConnection connection) {
        // Nothing was kept of it.
    }
}
