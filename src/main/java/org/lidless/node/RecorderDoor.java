package org.lidless.node;

import java.io.IOException;
import java.util.Set;
import org.lidless.domain.NodeId;
import org.lidless.wire.OwnControl;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.wire.node.ControlDesk;
import org.lidless.wire.node.DoorDesk.Shown;

/// What management servers ask of a recorder, for people and by themselves: answered as if it had come to its
/// control address. Any thread.
///
/// @param management who may ask, as this recorder's settings name them; also who has joined since, and has the
/// role in
///                   its certificate
/// @param own        that address
record RecorderDoor(Set<NodeId> management, OwnControl own) implements ControlDesk {

    @Override
    public boolean mayAsk(Shown peer) {
        return peer.management() || management.contains(peer.node());
    }

    @Override
    public Answered answer(Asked asked) throws IOException {
        return own.answer(asked);
    }
}
