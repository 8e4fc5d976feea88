package org.lidless.web.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventPaceTest {

    @Test
    void theRingKnowsWhetherSomebodyWaits() throws InterruptedException {
        EventRing ring = new EventRing(1);
        assertThat(ring.isAwaited()).isFalse();

        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                ring.read(ring.now(), 60_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(Duration.ofSeconds(10)).until(ring::isAwaited);
        reader.interrupt();
        reader.join();

        assertThat(ring.isAwaited()).isFalse();
    }

    @Test
    void whileNobodyWaitsLooksAreRarerAndTheLeaderAlwaysLooksMoreOften() {
        assertThat(EventWatch.everyUs(true, true)).isZero();
        assertThat(EventWatch.everyUs(false, true)).isEqualTo(2_000_000);
        assertThat(EventWatch.everyUs(true, false)).isEqualTo(4_000_000);
        assertThat(EventWatch.everyUs(false, false)).isEqualTo(16_000_000);
    }
}
