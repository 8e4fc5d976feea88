package org.lidless.footage.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.retention.Expiry.Reason;

/// In which order footage goes.
final class RetentionPlanTest {

    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;
    private static final long NOW = 1_795_320_000_000_000L;
    private static final long SIZE = 1_000;
    private static final RetentionRule NOTHING_GUARANTEED =
            new RetentionRule(OptionalLong.empty(), OptionalLong.empty(), 0);

    /// A pool of some bytes, a tenth of which is to be free again when it is full.
    private static PoolLimits limits(long size) {
        return new PoolLimits(OptionalLong.of(0), OptionalLong.of(size), 95, 90, 20, 0);
    }

    private static Candidate segment(String camera, long hoursOld, Standing standing, boolean locked) {
        long fromUs = NOW - hoursOld * HOUR;
        StreamId stream = StreamId.main(new CameraId(camera));
        SegmentName name =
                new SegmentName(stream, fromUs, Epoch.FIRST, new NodeId("r1"), new RunId(7), (int) (9_000 - hoursOld));
        return new Candidate(name, new TimeSpan(fromUs, fromUs + HOUR / 2), SIZE, standing, locked);
    }

    private static Candidate home(String camera, long hoursOld) {
        return segment(camera, hoursOld, Standing.HOME, false);
    }

    private static StreamPicture stream(RetentionRule rule, Candidate... segments) {
        return new StreamPicture(rule, segments.length * SIZE, Arrays.asList(segments), false);
    }

    private static PoolPicture pool(StreamPicture... streams) {
        long used = Arrays.stream(streams).mapToLong(StreamPicture::bytes).sum();
        return new PoolPicture(used, 0, Long.MAX_VALUE / 4, 0, Arrays.asList(streams));
    }

    private static List<String> said(List<Expiry> expiries) {
        return expiries.stream()
                .map(each -> each.segment().name().stream().camera() + " "
                        + (NOW - each.segment().name().startUs()) / HOUR + " " + each.reason())
                .toList();
    }

    @Test
    void nothingGoesWhileThereIsRoomAndTime() {
        RetentionRule month = new RetentionRule(OptionalLong.of(30 * DAY), OptionalLong.empty(), DAY);
        RetentionPlan plan = RetentionPlan.of(pool(stream(month, home("a", 700), home("a", 2))), limits(2_200), NOW);
        assertThat(plan.byRule()).isEmpty();
        assertThat(plan.forRoom()).isEmpty();
    }

    @Test
    void whatIsTooOldGoesAndLeavesAGapExpired() {
        RetentionRule day = new RetentionRule(OptionalLong.of(DAY), OptionalLong.empty(), HOUR);
        RetentionPlan plan = RetentionPlan.of(
                pool(
                        stream(day, home("a", 30), home("a", 25), home("a", 24)),
                        stream(NOTHING_GUARANTEED, home("b", 99))),
                limits(100_000),
                NOW);
        assertThat(said(plan.byRule())).containsExactly("a 30 AGE", "a 25 AGE");
        assertThat(plan.byRule().getFirst().gap()).contains(GapCause.EXPIRED);
        assertThat(plan.forRoom()).isEmpty();
    }

    @Test
    void aCameraWithTooManyBytesLosesItsOldest() {
        RetentionRule little = new RetentionRule(OptionalLong.empty(), OptionalLong.of(2 * SIZE), 0);
        RetentionPlan plan = RetentionPlan.of(
                pool(stream(little, home("a", 5), home("a", 4), home("a", 3), home("a", 2))), limits(100_000), NOW);
        assertThat(said(plan.byRule())).containsExactly("a 5 BYTES", "a 4 BYTES");
    }

    @Test
    void aFullPoolGivesUpInTheStatedOrder() {
        RetentionRule hours = new RetentionRule(OptionalLong.of(100 * HOUR), OptionalLong.empty(), 4 * HOUR);
        PoolPicture pool = pool(
                stream(hours, home("a", 101), home("a", 50), home("a", 10), home("a", 2)),
                stream(
                        hours,
                        segment("b", 60, Standing.UNMERGED, false),
                        segment("b", 55, Standing.COPIED, false),
                        segment("b", 1, Standing.COPIED, false)));
        assertThat(said(RetentionPlan.of(pool, limits(1), NOW).byRule())).containsExactly("a 101 AGE");
        assertThat(said(RetentionPlan.of(pool, limits(1), NOW).forRoom()))
                .containsExactly(
                        "b 55 COPIED", "b 1 COPIED", "a 50 OLDEST", "a 10 OLDEST", "b 60 UNMERGED", "a 2 GUARANTEED");
    }

    @Test
    void eachLeavesAGapOfItsCause() {
        RetentionRule promised = new RetentionRule(OptionalLong.of(100 * HOUR), OptionalLong.empty(), 4 * HOUR);
        List<Expiry> going = RetentionPlan.of(
                        pool(
                                stream(promised, segment("a", 60, Standing.COPIED, false), home("a", 50)),
                                stream(NOTHING_GUARANTEED, home("b", 40), segment("b", 5, Standing.UNMERGED, false))),
                        limits(1),
                        NOW)
                .forRoom();
        assertThat(going.stream().map(Expiry::gap))
                .as("copied elsewhere; earlier than it was to; as long as there was room; still to be merged")
                .containsExactly(
                        Optional.empty(),
                        Optional.of(GapCause.POOL_FULL),
                        Optional.of(GapCause.EXPIRED),
                        Optional.of(GapCause.POOL_FULL));
    }

    @Test
    void roomIsMadeDownToTheLowWaterAndNoFurther() {
        Candidate[] segments = new Candidate[96];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = home("a", 200 - i);
        }
        RetentionPlan plan = RetentionPlan.of(pool(stream(NOTHING_GUARANTEED, segments)), limits(100 * SIZE), NOW);
        assertThat(plan.needBytes()).isEqualTo(6 * SIZE);
        assertThat(plan.forRoom()).hasSize(6).allMatch(each -> each.reason() == Reason.OLDEST);
    }

    @Test
    void whatIsLockedStaysWhateverHappens() {
        RetentionRule day = new RetentionRule(OptionalLong.of(DAY), OptionalLong.of(1), 0);
        PoolPicture pool =
                pool(stream(day, segment("a", 99, Standing.HOME, true), segment("a", 98, Standing.COPIED, true)));
        RetentionPlan plan = RetentionPlan.of(pool, limits(1), NOW);
        assertThat(plan.byRule()).isEmpty();
        assertThat(plan.forRoom()).isEmpty();
        assertThat(plan.unmetBytes()).isPositive();
        assertThat(RetentionPlan.frugal(pool, limits(1), NOW).forRoom()).isEmpty();
    }

    @Test
    void aFrugalPlanTouchesNeitherWhatIsGuaranteedNorWhatIsUnmerged() {
        PoolPicture pool = pool(
                stream(RetentionRule.STANDARD, home("a", 0)),
                stream(RetentionRule.STANDARD, segment("b", 9, Standing.UNMERGED, false), home("b", 8)));
        assertThat(said(RetentionPlan.frugal(pool, limits(1), NOW).forRoom())).containsExactly("b 8 OLDEST");
    }

    @Test
    void whereOthersHaveFilledTheDiskWhatIsGuaranteedStays() {
        PoolPicture ours = pool(stream(RetentionRule.STANDARD, home("a", 9), home("a", 0)));
        PoolPicture crowded = new PoolPicture(ours.usedBytes(), 0, 0, 1_000_000, ours.streams());
        PoolLimits anySize = new PoolLimits(OptionalLong.of(0), OptionalLong.empty(), 95, 1, 100, 0);
        RetentionPlan plan = RetentionPlan.of(crowded, anySize, NOW);
        assertThat(said(plan.forRoom())).containsExactly("a 9 OLDEST");
        assertThat(plan.unmetBytes()).isPositive();
    }

    @Test
    void aPoolThatHasReachedItsOwnSizeIsFullWhateverElseIsOnItsDisk() {
        PoolPicture ours = pool(stream(RetentionRule.STANDARD, home("a", 9), home("a", 0)));
        PoolPicture among = new PoolPicture(ours.usedBytes(), 0, 1_000_000, 1_000_000, ours.streams());
        PoolLimits small = new PoolLimits(OptionalLong.of(0), OptionalLong.of(1), 95, 1, 100, 0);
        RetentionPlan plan = RetentionPlan.of(among, small, NOW);
        assertThat(said(plan.forRoom())).containsExactly("a 9 OLDEST", "a 0 GUARANTEED");
    }

    @Test
    void segmentsThatWereNotLookedAtMayBeOlder() {
        StreamPicture seen =
                new StreamPicture(NOTHING_GUARANTEED, 2 * SIZE, List.of(home("a", 90), home("a", 80)), true);
        StreamPicture other = stream(NOTHING_GUARANTEED, home("b", 70), home("b", 60));
        RetentionPlan plan = RetentionPlan.of(pool(seen, other), limits(1), NOW);
        assertThat(plan.wantsMore()).isTrue();
        assertThat(said(plan.forRoom())).containsExactly("a 90 OLDEST", "a 80 OLDEST");
    }

    /// Whatever a pool looks like: nothing locked goes, nothing goes twice, and nothing goes while something that
    /// should
    /// go earlier stays.
    @Test
    void theOrderHoldsForAnyPool() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StreamPicture[] streams = new StreamPicture[1 + random.nextInt(4)];
            for (int i = 0; i < streams.length; i++) {
                List<Candidate> segments = new ArrayList<>();
                for (long age = 40; age > 0; age--) {
                    Standing standing = List.of(Standing.COPIED, Standing.HOME, Standing.UNMERGED)
                            .get(random.nextInt(3));
                    segments.add(segment("cam-" + i, age, standing, random.nextInt(5) == 0));
                }
                RetentionRule rule =
                        new RetentionRule(OptionalLong.empty(), OptionalLong.empty(), random.nextInt(20) * HOUR);
                streams[i] = new StreamPicture(rule, segments.size() * SIZE, segments, false);
            }
            PoolPicture pool = pool(streams);
            RetentionPlan plan = RetentionPlan.of(pool, limits(1 + random.nextLong(pool.usedBytes())), NOW);
            assertThat(plan.forRoom())
                    .as("seed %d", seed)
                    .noneMatch(each -> each.segment().locked())
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo(java.util.Comparator.comparing(Expiry::reason)
                            .thenComparingLong(each -> each.segment().name().startUs()));
            long going = plan.forRoom().size() * SIZE;
            assertThat(going + plan.unmetBytes()).as("seed %d", seed).isGreaterThanOrEqualTo(plan.needBytes());
        }
    }

    @Test
    void impossibleRulesAreRefused() {
        assertThatThrownBy(() -> new RetentionRule(OptionalLong.of(HOUR), OptionalLong.empty(), DAY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PoolLimits(OptionalLong.empty(), OptionalLong.empty(), 90, 95, 20, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
