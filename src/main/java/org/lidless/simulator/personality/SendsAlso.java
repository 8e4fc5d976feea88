package org.lidless.simulator.personality;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.simulator.Personality;
import org.lidless.world.Chance;

/// Sends a frame's packets otherwise than one after the other.
///
/// @param when the only way of travelling that this concerns
/// @param how  makes what is sent of a good camera's packets
record SendsAlso(Personality.Way when, OnWire how) implements Personality {

    /// Makes what leaves the camera of what should.
    interface OnWire {

        List<ByteBuffer> sent(Moment moment, List<ByteBuffer> units, Chance chance);
    }

    @Override
    public boolean offers(Way way) {
        return way == when;
    }

    @Override
    public List<ByteBuffer> onWire(Moment moment, List<ByteBuffer> units, Chance chance) {
        return how.sent(moment, units, chance);
    }
}
