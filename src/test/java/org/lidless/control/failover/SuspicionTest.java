package org.lidless.control.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;
import org.lidless.domain.WitnessReport.Sighting;

class SuspicionTest {

    private static final FailoverTiming TIMING = FailoverTiming.NORMAL;
    private static final long SECOND = 1_000_000;
    private static final long BOOT = 42;

    private final Suspicion heard = Suspicion.UNHEARD.heartbeat(BOOT, 10 * SECOND);

    @Test
    void aClosedConnectionAloneTakesNothingAway() {
        assertThat(at(heard.connectionClosed(BOOT), 10)).isEqualTo(Verdict.SUSPECTED);
    }

    @Test
    void aClosedConnectionAndARefusedRedialAreProof() {
        assertThat(at(heard.connectionClosed(BOOT).dialRefused(), 10)).isEqualTo(Verdict.GONE);
        assertThat(at(heard.connectionClosed(BOOT).dialRefused().dialAnswered(), 10))
                .isEqualTo(Verdict.SUSPECTED);
    }

    @Test
    void aClosedConnectionAndASecondWitnessAreProof() {
        assertThat(at(seen(heard.connectionClosed(BOOT), Sighting.CLOSED), 10)).isEqualTo(Verdict.GONE);
        assertThat(at(seen(heard.connectionClosed(BOOT), Sighting.HEARD), 10)).isEqualTo(Verdict.SUSPECTED);
    }

    @Test
    void aWitnessAloneTakesNothingAway() {
        assertThat(at(seen(heard, Sighting.REFUSED), 10)).isEqualTo(Verdict.SUSPECTED);
    }

    @Test
    void silenceIsSuspectThenLost() {
        assertThat(at(heard, 10.9)).isEqualTo(Verdict.ALIVE);
        assertThat(at(heard, 11)).isEqualTo(Verdict.SUSPECTED);
        assertThat(at(heard, 12)).isEqualTo(Verdict.SILENT);
    }

    @Test
    void silenceIsNotLostWhileAWitnessHearsIt() {
        assertThat(at(seen(heard, Sighting.HEARD), 12)).isEqualTo(Verdict.SUSPECTED);
        assertThat(at(seen(heard, Sighting.HEARD), 12.1)).isEqualTo(Verdict.SILENT);
    }

    @Test
    void silenceAndASecondWitnessAreProofSooner() {
        assertThat(at(seen(heard, Sighting.SILENT), 11)).isEqualTo(Verdict.GONE);
    }

    @Test
    void silenceCountsFromWhenTheDetectorBeganToWatch() {
        assertThat(heard.verdict(60 * SECOND, 59 * SECOND + 1, TIMING)).isEqualTo(Verdict.ALIVE);
        assertThat(heard.verdict(61 * SECOND + 1, 59 * SECOND + 1, TIMING)).isEqualTo(Verdict.SILENT);
    }

    @Test
    void whoWasNeverHeardHasLongerToFindTheLeader() {
        assertThat(at(Suspicion.UNHEARD, 4.9)).isEqualTo(Verdict.UNHEARD);
        assertThat(at(Suspicion.UNHEARD, 5)).isEqualTo(Verdict.SILENT);
        assertThat(at(Suspicion.UNHEARD.dialRefused(), 1)).isEqualTo(Verdict.UNHEARD);
        WitnessReport gone = new WitnessReport(new NodeId("s1"), new NodeId("r1"), 7, Sighting.CLOSED);
        assertThat(at(Suspicion.UNHEARD.dialRefused().witnessed(gone, 0), 1)).isEqualTo(Verdict.GONE);
    }

    @Test
    void aHeartbeatWipesEverything() {
        Suspicion gone = seen(heard.connectionClosed(BOOT).dialRefused(), Sighting.CLOSED);
        assertThat(at(gone.heartbeat(BOOT + 1, 13 * SECOND), 13)).isEqualTo(Verdict.ALIVE);
    }

    @Test
    void observationsOfAnEarlierStartSayNothing() {
        assertThat(heard.connectionClosed(BOOT - 1)).isEqualTo(heard);
        WitnessReport old = new WitnessReport(new NodeId("s1"), new NodeId("r1"), BOOT - 1, Sighting.CLOSED);
        assertThat(heard.witnessed(old, 10 * SECOND)).isEqualTo(heard);
    }

    private static Suspicion seen(Suspicion before, Sighting sighting) {
        return before.witnessed(new WitnessReport(new NodeId("s1"), new NodeId("r1"), BOOT, sighting), 10 * SECOND);
    }

    private static Verdict at(Suspicion suspicion, double seconds) {
        return suspicion.verdict((long) (seconds * SECOND), 0, TIMING);
    }
}
