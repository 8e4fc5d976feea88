package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lidless.world.World;

class BackoffTest {

    @Test
    void theFirstRedialIsAtOnceAndLaterOnesAreUpToTwoSecondsApart() {
        Backoff backoff = new Backoff(World.real().chance());
        assertThat(backoff.next()).isZero();
        assertThat(backoff.next()).isBetween(50_000L, 100_000L);
        assertThat(backoff.next()).isBetween(100_000L, 200_000L);
        for (int each = 0; each < 10; each++) {
            backoff.next();
        }
        assertThat(backoff.next()).isBetween(1_000_000L, 2_000_000L);
        backoff.held();
        assertThat(backoff.next()).isZero();
    }
}
