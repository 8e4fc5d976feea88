package org.lidless.wire.node;

/// Other management servers at this one: they ask for the time and say nothing else.
final class ServerVisits implements Visits {

    private final ManagementDesk desk;

    ServerVisits(ManagementDesk desk) {
        this.desk = desk;
    }

    @Override
    public void opened(PeerConnection connection) {
        desk.met(connection.peer());
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
