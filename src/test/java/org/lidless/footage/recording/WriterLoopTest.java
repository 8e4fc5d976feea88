package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.world.Clock;

/// The rounds of a writer thread.
final class WriterLoopTest {

    private final List<Long> roundsUs = new ArrayList<>();

    /// A clock on which a round takes a while, and which asks for the end after some rounds.
    private final class Rounds implements Clock {

        private long nowUs = 1_234_567;
        private WriterLoop loop = new WriterLoop(new Rush("rush"), this);

        @Override
        public long wallUs() {
            return nowUs;
        }

        @Override
        public long elapsedUs() {
            return nowUs;
        }

        @Override
        public void pauseUs(long us) {
            nowUs += us;
            roundsUs.add(nowUs);
            nowUs += 3_210L * roundsUs.size();
            if (roundsUs.size() == 20) {
                loop.stop(nowUs);
            }
        }
    }

    @Test
    void allLoopsGoRoundAtTheSameMoments() {
        new Rounds().loop.run();
        assertThat(roundsUs).hasSize(20).allMatch(each -> each % WriterLoop.ROUND_US == 0);
        assertThat(roundsUs).isSorted().doesNotHaveDuplicates();
    }
}
