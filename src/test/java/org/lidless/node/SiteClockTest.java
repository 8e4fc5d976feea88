package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.sim.SimulatedDisk;
import org.lidless.world.Clock;
import org.lidless.world.Uptime;

class SiteClockTest {

    private static final long HOUR_US = 3_600_000_000L;

    private final HandClock machine = new HandClock();
    private final SiteClock clock = new SiteClock(machine);

    @Test
    void untilManagementAnswersItIsTheMachinesOwn() {
        machine.wallUs = 5 * HOUR_US;
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US);
        assertThat(clock.isAgreed()).isFalse();
    }

    @Test
    void aWallClockThatIsAnHourOffStampsTheSitesTime() {
        machine.wallUs = 6 * HOUR_US;
        clock.management(-HOUR_US, 500);
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US);
        machine.pass(1_000_000);
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US + 1_000_000);
    }

    @Test
    void settingTheMachinesClockMovesNothingOnceTheTimeIsAgreed() {
        machine.wallUs = 5 * HOUR_US;
        clock.management(0, 500);
        machine.wallUs += 7 * HOUR_US;
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US);
    }

    @Test
    void whatTheAnswerItselfMayBeWrongByIsLeftAlone() {
        machine.wallUs = 5 * HOUR_US;
        clock.management(0, 500);
        clock.management(SiteClock.TOLERANCE_US, 500);
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US);
        clock.management(100_000, 150_000);
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US);
        clock.management(100_000, 500);
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US + 100_000);
    }

    @Test
    void aVagueFirstAnswerDoesNotMoveAClockThatItDoesNotContradict() {
        machine.wallUs = 5 * HOUR_US;
        clock.management(-670_000, 700_000);
        assertThat(clock.isAgreed()).isTrue();
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US);
        clock.management(-30_000, 500);
        assertThat(clock.wallUs()).isEqualTo(5 * HOUR_US - 30_000);
    }

    @Test
    void aWallClockThatIsSetWhileTheProcessIsDeadMovesNothing() throws IOException {
        var disk = new SimulatedDisk(1);
        Path data = Path.of("/data");
        disk.createDirectories(data);
        var kept = new KeptTime(disk, data, machine);
        machine.wallUs = 5 * HOUR_US;
        new SiteClock(machine, kept).management(0, 500);
        machine.pass(1_000_000);
        machine.wallUs += HOUR_US;
        machine.elapsedUs = 0;
        var returned = new SiteClock(machine, kept);
        assertThat(returned.wallUs()).isEqualTo(5 * HOUR_US + 1_000_000);
        assertThat(returned.isAgreed()).isFalse();
        machine.boot = "another";
        assertThat(new SiteClock(machine, kept).wallUs()).isEqualTo(machine.wallUs);
    }

    private static final class HandClock implements Clock {

        private String boot = "one";
        private long upUs = 77_000_000;
        private long wallUs;
        private long elapsedUs;

        void pass(long us) {
            wallUs += us;
            elapsedUs += us;
            upUs += us;
        }

        @Override
        public long wallUs() {
            return wallUs;
        }

        @Override
        public long elapsedUs() {
            return elapsedUs;
        }

        @Override
        public Optional<Uptime> uptime() {
            return Optional.of(new Uptime(boot, upUs));
        }

        @Override
        public void pauseUs(long us) {
            pass(us);
        }
    }
}
