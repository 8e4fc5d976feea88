package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the fragments of a stream are cut.
class CutTimesTest {

    private static final long SECOND_US = 1_000_000;

    private final HandClock clock = new HandClock();
    private final Ring ring = new Ring(new ChunkPool(64 << 20, 1), clock, new SeededChance(7), 15 * SECOND_US);
    private final FakeCamera camera = new FakeCamera(ring, clock);
    private final CutTimes cuts = new CutTimes(500_000, 1);

    @BeforeEach
    void prepare() {
        ring.parameters(FakeCamera.parameters(1));
    }

    /// How long the camera has sent when the next fragment is due, µs.
    private long waitedUs(boolean isOpen) {
        long sinceUs = clock.elapsedUs();
        boolean key = true;
        while (clock.elapsedUs() - sinceUs < 2 * SECOND_US) {
            camera.send(key, 900);
            key = false;
            Taken taken = ring.take(cuts.next(clock.elapsedUs(), isOpen, false, false, false, Long.MAX_VALUE));
            if (taken != null) {
                ring.wrote(taken);
                cuts.wrote(taken);
                return clock.elapsedUs() - sinceUs;
            }
        }
        return Long.MAX_VALUE;
    }

    @Test
    void aRunsFirstFragmentIsCutEarlyAndTheOthersAsUsual() {
        assertThat(waitedUs(false)).isBetween(CutTimes.FIRST_US, CutTimes.FIRST_US + 80_000);
        assertThat(waitedUs(true)).isBetween(420_000L, 580_000L);
        assertThat(waitedUs(true)).isBetween(420_000L, 580_000L);
    }

    @Test
    void aSessionThatFollowsOneIsCutEarlyTooThoughTheSegmentIsOpen() {
        waitedUs(false);
        waitedUs(true);
        ring.sessionEnded();
        assertThat(waitedUs(true)).isLessThan(420_000);
        assertThat(waitedUs(true)).isLessThan(CutTimes.FIRST_US + 80_000);
    }

    @Test
    void streamsWhoseMomentsAreNearEachOtherAreCutTogether() {
        waitedUs(false);
        waitedUs(true);
        Cut early = cuts.next(599_999, true, false, false, false, Long.MAX_VALUE);
        Cut grouped = cuts.next(600_000, true, false, false, false, Long.MAX_VALUE);
        for (long arrivedUs : List.of(30_000L, 70_000L, 100_000L)) {
            assertThat(early.isOld(arrivedUs)).as("%s", arrivedUs).isFalse();
            assertThat(grouped.isOld(arrivedUs)).as("%s", arrivedUs).isTrue();
        }
        assertThat(grouped.isOld(100_001)).isFalse();
    }

    @Test
    void aRunsFirstFragmentAndAnUrgentOneDoNotWaitForOthers() {
        waitedUs(false);
        waitedUs(true);
        Cut first =
                cuts.next(599_999, true, false, false, false, Long.MAX_VALUE).ofFirst();
        assertThat(first.isOld(599_999 - CutTimes.FIRST_US)).isTrue();
        Cut urgent = cuts.next(599_999, true, true, false, false, Long.MAX_VALUE);
        assertThat(urgent.isOld(599_999 - CutTimes.QUICK_US)).isTrue();
    }

    @Test
    void theSecondFragmentIsCutAtAMomentOfTheStreamsOwn() {
        var early = new CutTimes(500_000, 0);
        Cut second = early.next(0, true, false, false, false, Long.MAX_VALUE);
        assertThat(second.ageUs()).isEqualTo(200_000);
        assertThat(cuts.next(0, true, false, false, false, Long.MAX_VALUE).ageUs())
                .isEqualTo(500_000);
    }
}
