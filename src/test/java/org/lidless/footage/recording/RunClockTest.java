package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.footage.recording.RunClock.Next;

class RunClockTest {

    private static final int FRAME = 3_600;
    private static final long FRAME_US = 40_000;
    private static final long START_US = 1_790_000_000_000_000L;

    @Test
    void timesRunOnWhenTheRtpTimeWraps() {
        int rtp = -5 * FRAME;
        var clock = fresh(0, rtp);
        for (int i = 0; i < 20; i++) {
            assertThat(clock.next(rtp + i * FRAME, false, START_US + i * FRAME_US))
                    .isEqualTo(Next.SAME);
            clock.place(rtp + i * FRAME, START_US + i * FRAME_US);
            assertThat(clock.decodeTicks()).isEqualTo((long) i * FRAME);
            assertThat(clock.presentationTicks()).isEqualTo((long) i * FRAME);
            assertThat(clock.timeUs()).isEqualTo(START_US + i * FRAME_US);
        }
    }

    /// A clock that was set back by just one picture, and a next picture that came so early that this does not show.
    @Test
    void twoSamplesStampedAlikeAreShownOneAfterTheOther() {
        var clock = fresh(0, 0);
        for (int i = 0; i < 20; i++) {
            clock.place(i * FRAME, START_US + i * FRAME_US);
        }
        long beforeUs = clock.timeUs();
        assertThat(clock.next(19 * FRAME, true, START_US + 19 * FRAME_US + FRAME_US / 4))
                .isEqualTo(Next.SAME);
        clock.place(19 * FRAME, START_US + 19 * FRAME_US + FRAME_US / 4);
        assertThat(clock.timeUs()).isGreaterThan(beforeUs);
    }

    @Test
    void noKeySampleIsShownAtTheTimeOfAnotherWhereSamplesAreReordered() {
        List<Integer> shown = order(1, 60);
        var clock = fresh(1, 0);
        for (int i = 0; i < shown.size(); i++) {
            clock.place(shown.get(i) * FRAME, START_US + i * FRAME_US);
        }
        int newest = shown.stream().max(Integer::compare).orElseThrow() * FRAME;
        long arrivedUs = START_US + shown.size() * FRAME_US;
        assertThat(clock.next(newest, true, arrivedUs - 3 * FRAME_US / 4)).isEqualTo(Next.JUMP);
        assertThat(clock.next(newest + FRAME, true, arrivedUs - 3 * FRAME_US / 4))
                .isEqualTo(Next.SAME);
    }

    /// GOPs with 0 to 3 B-frames in a row, as an encoder sends them: each reference before the B-frames shown
    /// before it.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void decodingOrderIsRebuiltFromTimesOfShowing(int bFrames) {
        int depth = bFrames == 0 ? 0 : 1;
        List<Integer> shown = order(bFrames, 60);
        var clock = fresh(depth, 0);
        List<Long> decodes = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            clock.place(shown.get(i) * FRAME, START_US + i * FRAME_US);
            assertThat(clock.presentationTicks()).isEqualTo((long) (shown.get(i) + depth) * FRAME);
            assertThat(clock.presentationTicks()).isGreaterThanOrEqualTo(clock.decodeTicks());
            decodes.add(clock.decodeTicks());
        }
        for (int i = 0; i < decodes.size(); i++) {
            assertThat(decodes.get(i)).as("sample %d", i).isEqualTo((long) i * FRAME);
        }
    }

    @Test
    void depthIsLearntWhenTheCameraDeclaredNone() {
        List<Integer> shown = order(2, 120);
        var clock = fresh(0, 0);
        long before = -1;
        for (int i = 0; i < shown.size(); i++) {
            assertThat(clock.next(shown.get(i) * FRAME, false, START_US + i * FRAME_US))
                    .isEqualTo(Next.SAME);
            clock.place(shown.get(i) * FRAME, START_US + i * FRAME_US);
            assertThat(clock.decodeTicks()).isGreaterThan(before);
            assertThat(clock.presentationTicks()).isGreaterThanOrEqualTo(clock.decodeTicks());
            before = clock.decodeTicks();
            if (i > 5) {
                assertThat(clock.presentationTicks()).isEqualTo((long) shown.get(i) * FRAME);
            }
        }
        assertThat(clock.depth()).isEqualTo(1);
    }

    @Test
    void whateverTheCameraSendsDecodingTimesRiseAndNothingIsShownBeforeItIsDecoded() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var clock = fresh(random.nextInt(4), 0);
            long before = -1;
            int rtp = 0;
            for (int i = 0; i < 200; i++) {
                rtp += random.nextInt(-2 * FRAME, 4 * FRAME);
                clock.place(rtp, START_US + i * FRAME_US);
                assertThat(clock.decodeTicks()).as("seed %d", seed).isGreaterThan(before);
                assertThat(clock.presentationTicks()).as("seed %d", seed).isGreaterThanOrEqualTo(clock.decodeTicks());
                before = clock.decodeTicks();
            }
        }
    }

    @Test
    void aDriftingCameraStaysWithinAFewMilliseconds() {
        for (int ppm : new int[] {-500, -20, 20, 500}) {
            var random = new Random(ppm);
            var clock = fresh(0, 0);
            long worstUs = 0;
            long before = 0;
            for (int i = 0; i < 25 * 3_600; i++) {
                long takenUs = i * FRAME_US;
                int rtp = (int) (takenUs * 9 / 100 * (1_000_000 + ppm) / 1_000_000);
                long arrivalUs = takenUs + (i == 0 ? 0 : random.nextInt(30_000));
                assertThat(clock.next(rtp, false, START_US + arrivalUs)).isEqualTo(Next.SAME);
                clock.place(rtp, START_US + arrivalUs);
                worstUs = Math.max(worstUs, Math.abs(clock.timeUs() - START_US - takenUs));
                assertThat(clock.timeUs()).isGreaterThan(before);
                before = clock.timeUs();
            }
            assertThat(worstUs).as("%d ppm", ppm).isLessThan(12_000);
        }
    }

    @Test
    void aStepBackOntoSamplesThatWereThereIsAnotherRunHoweverShort() {
        for (int frames : new int[] {1, 2, 3, 10, 20}) {
            var clock = steady(100);
            assertThat(clock.next((100 - frames) * FRAME, false, START_US + 100 * FRAME_US))
                    .as("%d frames", frames)
                    .isEqualTo(Next.JUMP);
        }
    }

    @Test
    void aKeySampleShownBeforeWhatWasSentBeforeItIsOnAnotherClock() {
        var clock = steady(30);
        long nowUs = START_US + 30 * FRAME_US;
        int back = 28 * FRAME + FRAME / 2;
        assertThat(clock.next(back, false, nowUs)).as("may be a B-frame").isEqualTo(Next.SAME);
        assertThat(clock.next(back, true, nowUs)).isEqualTo(Next.JUMP);
        assertThat(clock.next(30 * FRAME, true, nowUs)).isEqualTo(Next.SAME);
    }

    @Test
    void aJumpEitherWayIsAnotherRun() {
        var clock = steady(100);
        int next = 100 * FRAME;
        long nowUs = START_US + 100 * FRAME_US;
        assertThat(clock.next(next, false, nowUs)).isEqualTo(Next.SAME);
        assertThat(clock.next(next + 3_600 * 90_000, false, nowUs)).isEqualTo(Next.JUMP);
        assertThat(clock.next(next - 3_600 * 90_000, false, nowUs)).isEqualTo(Next.JUMP);
        assertThat(clock.next(next + 2 * 90_000, false, nowUs)).isEqualTo(Next.JUMP);
        assertThat(clock.next(next - 2 * 90_000, false, nowUs)).isEqualTo(Next.JUMP);
    }

    @Test
    void missingSamplesOnACoherentClockAreAHole() {
        var clock = steady(100);
        assertThat(clock.next(100 * FRAME + 5 * 90_000, false, START_US + 100 * FRAME_US + 5_000_000))
                .isEqualTo(Next.HOLE);
        assertThat(clock.next(100 * FRAME + 90_000, false, START_US + 100 * FRAME_US + 1_000_000))
                .isEqualTo(Next.SAME);
    }

    @Test
    void aBacklogDeliveredLateKeepsItsTimes() {
        var clock = steady(100);
        long pauseUs = 8_000_000;
        for (int i = 100; i < 300; i++) {
            long arrivalUs = 100 * FRAME_US + pauseUs + (i - 100) * 1_000L;
            assertThat(clock.next(i * FRAME, false, START_US + arrivalUs)).isEqualTo(Next.SAME);
            clock.place(i * FRAME, START_US + arrivalUs);
            assertThat(clock.timeUs()).isBetween(START_US + i * FRAME_US, START_US + i * FRAME_US + 5_000);
        }
    }

    @Test
    void aClockThatStoodStillIsAnotherRunInTheEnd() {
        var clock = steady(100);
        Next verdict = Next.SAME;
        for (int i = 100; i < 300 && verdict == Next.SAME; i++) {
            long arrivalUs = i * FRAME_US + 2_000_000;
            verdict = clock.next(i * FRAME, false, START_US + arrivalUs);
            if (verdict == Next.SAME) {
                clock.place(i * FRAME, START_US + arrivalUs);
            }
        }
        assertThat(verdict).isEqualTo(Next.JUMP);
    }

    private static RunClock fresh(int depth, int rtpTime) {
        return new RunClock(depth, FRAME, rtpTime, 1, new SiteTime(START_US, SiteTime.Beginning.FRESH));
    }

    private static RunClock steady(int samples) {
        var clock = fresh(0, 0);
        for (int i = 0; i < samples; i++) {
            clock.place(i * FRAME, START_US + i * FRAME_US);
        }
        return clock;
    }

    private static List<Integer> order(int bFrames, int samples) {
        List<Integer> shown = new ArrayList<>(List.of(0));
        for (int reference = bFrames + 1; shown.size() < samples; reference += bFrames + 1) {
            shown.add(reference);
            for (int b = reference - bFrames; b < reference; b++) {
                shown.add(b);
            }
        }
        return shown;
    }
}
