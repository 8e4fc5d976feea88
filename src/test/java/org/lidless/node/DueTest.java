package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueTest {

    @Test
    void theFirstTimeIsAtOnceWhateverTheClockSays() {
        for (long nowUs : new long[] {0, 1, 50_000_000_000L, -7}) {
            Due due = new Due(500_000);
            assertThat(due.isNow(nowUs)).isTrue();
            assertThat(due.isNow(nowUs + 499_999)).isFalse();
            assertThat(due.isNow(nowUs + 500_000)).isTrue();
            assertThat(due.isNow(nowUs + 600_000)).isFalse();
        }
    }
}
