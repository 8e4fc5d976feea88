package org.lidless.wire.node;

import java.io.IOException;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;

/// What a management server does with a request that another one passes on because it does not lead. Called on the
/// server's threads, many at a time; waits for the answer.
public interface ControlDesk {

    /// Whether this node may pass requests on: it is a management server of the site.
    boolean mayAsk(DoorDesk.Shown peer);

    /// @throws IOException when this node could not be asked at all
    Answered answer(Asked asked) throws IOException;
}
