package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.media.rtsp.RtspEnd;

class CameraFollowerTest {

    private static final CameraSource SOURCE = new CameraSource(
            StreamId.main(new CameraId("cam-1")), URI.create("rtsp://192.0.2.1/main"), Optional.empty(), Transport.TCP);

    private final HandClock clock = new HandClock();
    private final Ring ring = new Ring(new ChunkPool(8 << 20, 1), clock, new SeededChance(1), 15_000_000);
    private final FakeCamera camera = new FakeCamera(ring, clock);
    private final CameraFollower follower = new CameraFollower(SOURCE, ring, clock, new SeededChance(2));

    @Test
    void waitsGrowFromHalfASecondToHalfAMinute() {
        assertThat(follower.isDue(clock.elapsedUs())).isTrue();
        long longestUs = 0;
        for (int i = 0; i < 12; i++) {
            long waitUs = failOnce(end(ProblemCode.CAMERA_UNREACHABLE, GapCause.NETWORK));
            long wishedUs = Math.min(CameraFollower.WAIT_LONGEST_US, CameraFollower.WAIT_SHORTEST_US << i);
            assertThat(waitUs).isBetween(wishedUs * 3 / 4, wishedUs * 5 / 4 + 1);
            longestUs = Math.max(longestUs, waitUs);
        }
        assertThat(longestUs).isGreaterThan(20_000_000);
    }

    @Test
    void afterASteadySessionTheFirstRetryIsAtOnce() {
        session(200);
        follower.ended(end(ProblemCode.CAMERA_CLOSED, GapCause.NETWORK), clock.elapsedUs());
        assertThat(follower.dueUs() - clock.elapsedUs()).isLessThan(100_000);
        assertThat(failOnce(end(ProblemCode.CAMERA_UNREACHABLE, GapCause.NETWORK)))
                .isGreaterThan(300_000);
    }

    @Test
    void aCameraThatKeepsClosingAfterAFewFramesIsNotStormed() {
        long waitUs = 0;
        for (int i = 0; i < 6; i++) {
            session(10);
            follower.ended(end(ProblemCode.CAMERA_CLOSED, GapCause.NETWORK), clock.elapsedUs());
            waitUs = follower.dueUs() - clock.elapsedUs();
            clock.pass(waitUs);
        }
        assertThat(waitUs).isGreaterThan(10_000_000);
    }

    @Test
    void aRefusedPasswordIsTriedRarely() {
        RtspEnd refused = end(ProblemCode.CAMERA_PASSWORD, GapCause.CAMERA_REFUSED);
        assertThat(failOnce(refused)).isEqualTo(60_000_000);
        assertThat(failOnce(refused)).isEqualTo(900_000_000);
        assertThat(failOnce(refused)).isEqualTo(1_800_000_000);
        assertThat(failOnce(refused)).isEqualTo(3_600_000_000L);
        assertThat(failOnce(refused)).isEqualTo(3_600_000_000L);
        assertThat(follower.view().problem()).map(Problem::code).contains(ProblemCode.CAMERA_PASSWORD);
    }

    @Test
    void aBusyCameraIsAskedSoonAgain() {
        RtspEnd busy = end(ProblemCode.CAMERA_BUSY, GapCause.CAMERA_REFUSED);
        for (int i = 0; i < 12; i++) {
            assertThat(failOnce(busy)).isBetween(700_000L, 6_500_000L);
        }
    }

    @Test
    void silenceOfTheCameraBeginsAnOutageAndASampleEndsIt() {
        session(100);
        clock.pass(2_500_000);
        follower.onTimer(clock.elapsedUs());
        assertThat(follower.view().isSilent()).isTrue();
        written();
        assertThat(ring.outage()).map(Outage::cause).contains(GapCause.CAMERA_SILENT);
        camera.send(true, 100);
        follower.onTimer(clock.elapsedUs());
        assertThat(follower.view().isSilent()).isFalse();
        assertThat(ring.outage()).isEmpty();
    }

    @Test
    void silenceWhileThisProcessStoodStillProvesNothing() {
        session(100);
        clock.pass(20_000_000);
        follower.paused(true);
        follower.onTimer(clock.elapsedUs());
        written();
        assertThat(ring.outage()).isEmpty();
    }

    @Test
    void whatIsMissingAfterThisProcessStoodStillIsItsOwnDoing() {
        session(100);
        clock.pass(60_000_000);
        follower.paused(true);
        follower.ended(end(ProblemCode.CAMERA_CLOSED, GapCause.NETWORK), clock.elapsedUs());
        written();
        assertThat(ring.outage()).map(Outage::cause).contains(GapCause.RECORDER_PAUSED);
    }

    @Test
    void aSessionThatEndsBeginsAnOutageWithItsCause() {
        session(100);
        follower.ended(end(ProblemCode.CAMERA_CLOSED, GapCause.CAMERA_REFUSED), clock.elapsedUs());
        written();
        assertThat(ring.outage()).map(Outage::cause).contains(GapCause.CAMERA_REFUSED);
        assertThat(follower.view().phase()).isEqualTo(CameraFollower.Phase.WAITING);
    }

    private long failOnce(RtspEnd why) {
        clock.pass(Math.max(0, follower.dueUs() - clock.elapsedUs()));
        assertThat(follower.isDue(clock.elapsedUs())).isTrue();
        follower.calling(clock.elapsedUs());
        assertThat(follower.isDue(clock.elapsedUs())).isFalse();
        clock.pass(50_000);
        follower.ended(why, clock.elapsedUs());
        return follower.dueUs() - clock.elapsedUs();
    }

    private void session(int samples) {
        follower.calling(clock.elapsedUs());
        ring.parameters(FakeCamera.parameters(1));
        for (int i = 0; i < samples; i++) {
            camera.send(i % 25 == 0, 100);
            follower.onTimer(clock.elapsedUs());
        }
        assertThat(follower.view().phase()).isEqualTo(CameraFollower.Phase.FOLLOWING);
    }

    private void written() {
        Taken taken = ring.take(new Cut(clock.elapsedUs(), 0, false, true));
        while (taken != null) {
            ring.wrote(taken);
            taken = ring.take(new Cut(clock.elapsedUs(), 0, false, true));
        }
    }

    private static RtspEnd end(ProblemCode code, GapCause cause) {
        return new RtspEnd(code.problem("what", "footage", "remedy"), cause);
    }
}
