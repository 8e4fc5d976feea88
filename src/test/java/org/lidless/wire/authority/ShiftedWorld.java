package org.lidless.wire.authority;

import org.lidless.world.Clock;
import org.lidless.world.World;

/// The real world with a wall clock that is wrong.
public final class ShiftedWorld {

    private ShiftedWorld() {}

    /// @param byUs how far ahead of the truth the wall clock is
    public static World shifted(long byUs) {
        World real = World.real();
        Clock clock = new Clock() {
            @Override
            public long wallUs() {
                return real.clock().wallUs() + byUs;
            }

            @Override
            public long elapsedUs() {
                return real.clock().elapsedUs();
            }

            @Override
            public void pauseUs(long us) {
                real.clock().pauseUs(us);
            }
        };
        return new World(clock, real.chance(), real.disk(), real.network());
    }
}
