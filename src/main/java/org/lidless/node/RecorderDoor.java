package org.lidless.node;

import java.io.IOException;
import org.lidless.wire.OwnControl;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.wire.node.ControlDesk;
import org.lidless.wire.node.DoorDesk.Shown;

/// What management servers ask a recorder on behalf of people, answered as if it had come to its control address.
///
/// @param own that address
record RecorderDoor(OwnControl own) implements ControlDesk {

    @Override
    public boolean mayAsk(Shown peer) {
        return peer.management();
    }

    @Override
    public Answered answer(Asked asked) throws IOException {
        return own.answer(asked);
    }
}
