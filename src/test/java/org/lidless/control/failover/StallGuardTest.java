package org.lidless.control.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallGuardTest {

    private static final FailoverTiming TIMING = FailoverTiming.NORMAL;
    private static final long SECOND = 1_000_000;

    private final StallGuard begun = StallGuard.begun(0);

    @Test
    void aPassInTimeMayAct() {
        StallGuard next = begun.pass(SECOND / 10, TIMING);
        assertThat(next.permits(true, TIMING)).isTrue();
        assertThat(next.watchingSinceUs()).isZero();
    }

    @Test
    void aLatePassActsNotAndSilenceCountsFromItsEnd() {
        StallGuard late = begun.pass(20 * SECOND, TIMING);
        assertThat(late.permits(true, TIMING)).isFalse();
        assertThat(late.watchingSinceUs()).isEqualTo(20 * SECOND);
        assertThat(late.pass(20 * SECOND + 1, TIMING).permits(true, TIMING)).isTrue();
    }

    @Test
    void withoutQuorumNothingIsDecided() {
        assertThat(begun.pass(1, TIMING).permits(false, TIMING)).isFalse();
    }

    @Test
    void manySilentAtOnceWaitForTheHold() {
        StallGuard guard = begun.pass(1, TIMING).sees(2, 3);
        assertThat(guard.permits(true, TIMING)).isFalse();
        guard = guard.pass(2, TIMING).sees(1, 3);
        assertThat(guard.permits(true, TIMING)).as("still, while one is silent").isFalse();
        assertThat(guard.pass(3, TIMING).sees(0, 3).permits(true, TIMING)).isTrue();
        for (long second = 1; second <= 11; second++) {
            guard = guard.pass(second * SECOND / 3 + second, TIMING).sees(2, 3);
        }
        assertThat(guard.permits(true, TIMING)).isFalse();
        for (long now = guard.lastPassUs(); now < 11 * SECOND; now += SECOND / 10) {
            guard = guard.pass(now, TIMING).sees(2, 3);
        }
        assertThat(guard.permits(true, TIMING)).as("they may really be gone").isTrue();
    }

    @Test
    void oneSilentOfTwoIsNoMass() {
        assertThat(begun.pass(1, TIMING).sees(1, 2).permits(true, TIMING)).isTrue();
        assertThat(begun.pass(1, TIMING).sees(2, 4).permits(true, TIMING)).isTrue();
    }

    @Test
    void aRelapseDoublesTheHoldDownAndAGoodStretchForgets() {
        HoldDown hold = HoldDown.met(0, TIMING).wentDown(SECOND, TIMING).wentUp(2 * SECOND);
        assertThat(hold.holdUs()).isEqualTo(60 * SECOND);
        assertThat(hold.isOver(62 * SECOND - 1)).isFalse();
        assertThat(hold.isOver(62 * SECOND)).isTrue();
        hold = hold.wentDown(70 * SECOND, TIMING).wentUp(71 * SECOND);
        assertThat(hold.holdUs()).isEqualTo(120 * SECOND);
        hold = hold.wentDown(72 * SECOND, TIMING).wentUp(73 * SECOND);
        assertThat(hold.holdUs()).isEqualTo(240 * SECOND);
        hold = hold.wentDown(73 * SECOND + 480 * SECOND, TIMING);
        assertThat(hold.holdUs()).isEqualTo(60 * SECOND);
        assertThat(hold.isOver(Long.MAX_VALUE)).isFalse();
    }
}
