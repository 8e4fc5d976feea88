package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.footage.recording.PoolCondition.Sight;

/// When streams leave a pool, and when they come back.
final class PoolConditionTest {

    private static final long SECOND = 1_000_000;

    private final PoolCondition main = new PoolCondition();
    private final PoolCondition spare = new PoolCondition();
    private final List<PoolCondition> both = List.of(main, spare);

    private void look(Sight mains, Sight spares, long atUs) {
        main.look(mains, atUs);
        spare.look(spares, atUs);
    }

    @Test
    void aPoolThatOpensSlowlyIsWaitedFor() {
        look(Sight.OPENING, Sight.WELL, 0);
        look(Sight.OPENING, Sight.WELL, 7 * SECOND);
        assertThat(PoolCondition.choose(0, both, 7 * SECOND)).isZero();
        assertThat(PoolCondition.choose(0, both, 8 * SECOND)).isEqualTo(1);
    }

    @Test
    void troubleMovesTheStreamAndASecondOfItDoesNot() {
        look(Sight.WELL, Sight.WELL, 0);
        look(Sight.TROUBLED, Sight.WELL, SECOND);
        assertThat(PoolCondition.choose(0, both, SECOND + SECOND / 2)).isZero();
        assertThat(PoolCondition.choose(0, both, 2 * SECOND)).isEqualTo(1);
        look(Sight.HUNG, Sight.WELL, 3 * SECOND);
        assertThat(PoolCondition.choose(0, both, 3 * SECOND)).as("at once").isEqualTo(1);
    }

    @Test
    void nothingIsMovedToAPoolThatIsNotWell() {
        look(Sight.HUNG, Sight.TROUBLED, 0);
        assertThat(PoolCondition.choose(0, both, 60 * SECOND)).isZero();
    }

    @Test
    void itComesBackAfterAWhileAndLaterEachTime() {
        look(Sight.WELL, Sight.WELL, 0);
        main.left(0);
        long atUs = 100 * SECOND;
        look(Sight.TROUBLED, Sight.WELL, atUs);
        main.left(atUs);
        look(Sight.WELL, Sight.WELL, atUs + SECOND);
        assertThat(PoolCondition.choose(1, both, atUs + 32 * SECOND))
                .as("left twice within an hour")
                .isEqualTo(1);
        assertThat(PoolCondition.choose(1, both, atUs + 61 * SECOND)).isZero();
    }

    @Test
    void manyStreamsThatLeaveAtOnceAreOneLeaving() {
        look(Sight.WELL, Sight.WELL, 0);
        main.left(SECOND);
        main.left(SECOND + 1);
        main.left(SECOND + 2);
        assertThat(PoolCondition.choose(1, both, 30 * SECOND)).isZero();
    }
}
