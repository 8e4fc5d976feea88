package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.NodeId;
import org.lidless.footage.recording.Shadowing.Action;
import org.lidless.footage.recording.Shadowing.Whereabouts;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.alignment.Watermark;

/// What a shadow decides, told as stories and rehearsed from seeds: it never calls a sample safe that is not,
/// and it does not write what the owner has.
class ShadowingTest {

    private static final long SECOND = 1_000_000;

    @Test
    void whileTheOwnerIsWellNothingIsWrittenAndTheShadowIsReady() {
        for (int seed = 0; seed < 40; seed++) {
            var scene = new ShadowScene(new Random(seed));
            scene.run(15 * SECOND);
            assertThat(scene.writes).as("seed %d", seed).isZero();
            assertThat(scene.shadowing.isReady(scene.nowUs)).as("seed %d", seed).isTrue();
            assertThat(scene.shadowing.alignment().orElseThrow().kind()).isEqualTo(AlignmentKind.SAME_BYTES);
            assertThat(scene.shadowing.learnt()).hasSize(1);
            long unsafe = scene.frameAt.size() - scene.shadowing.firstUncovered();
            assertThat(unsafe * scene.spacing).as("seed %d", seed).isLessThan(90_000 * 5 / 4);
            assertThat(scene.wrong).isEmpty();
        }
    }

    @Test
    void aClosedLinkIsAnsweredAtOnceFromTheFirstUncoveredSample() {
        var scene = settled(1);
        long first = scene.shadowing.firstUncovered();
        scene.owner.paused = true;
        scene.linked(false);
        scene.run(ShadowScene.STEP_US);
        assertThat(scene.last).isEqualTo(new Action.Write(first, Long.MAX_VALUE));
        scene.run(5 * SECOND);
        assertThat(scene.shadowing.isReady(scene.nowUs)).isFalse();
        assertThat(scene.shadowing.firstUncovered()).isEqualTo(scene.frameAt.size());
        assertThat(scene.wrong).isEmpty();
    }

    @Test
    void silenceIsAnsweredAfterASecondAndAFalseAlarmIsDropped() {
        var scene = settled(2);
        scene.owner.paused = true;
        scene.run(900_000);
        assertThat(scene.writes).isZero();
        scene.run(300_000);
        assertThat(scene.writes).isEqualTo(1);
        scene.owner.paused = false;
        scene.run(5 * SECOND);
        assertThat(scene.last).isNotInstanceOf(Action.Write.class);
        scene.segments.forEach(
                (from, to) -> assertThat(scene.shadowing.whereabouts(from, to)).isEqualTo(Whereabouts.AT_OWNER));
        assertThat(scene.segments).hasSize(1);
    }

    @Test
    void aLongPauseOfTheOwnerLeavesAHoleThatIsKeptHere() {
        var scene = settled(3);
        scene.owner.paused = true;
        scene.run(8 * SECOND);
        scene.owner.paused = false;
        scene.run(20 * SECOND);
        assertThat(scene.last).isNotInstanceOf(Action.Write.class);
        assertThat(scene.segments).hasSize(1);
        scene.segments.forEach(
                (from, to) -> assertThat(scene.shadowing.whereabouts(from, to)).isEqualTo(Whereabouts.HERE));
        assertThat(scene.lost()).isEmpty();
        assertThat(scene.shadowing.isReady(scene.nowUs)).isTrue();
    }

    @Test
    void aHoleThatNobodyNoticedIsWrittenAndNothingElse() {
        var scene = settled(4);
        scene.owner.broken = true;
        scene.run(300_000);
        scene.owner.broken = false;
        int before = scene.written.size();
        scene.run(15 * SECOND);
        assertThat(scene.writes).isEqualTo(1);
        assertThat(scene.written.size() - before).isLessThanOrEqualTo(scene.gop + 60);
        scene.segments.forEach(
                (from, to) -> assertThat(scene.shadowing.whereabouts(from, to)).isEqualTo(Whereabouts.HERE));
        assertThat(scene.wrong).isEmpty();
        assertThat(scene.lost()).isEmpty();
    }

    @Test
    void aDiskOfTheOwnerThatHangsIsAnsweredBeforeTheRingIsFull() {
        var scene = settled(5);
        scene.ownerStalled = true;
        scene.shadowing.pressed(0.2);
        scene.run(2 * SECOND);
        assertThat(scene.writes).isZero();
        scene.shadowing.pressed(0.5);
        scene.run(100_000);
        assertThat(scene.writes).isEqualTo(1);
        scene.shadowing.pressed(0.1);
        scene.run(3 * SECOND);
        assertThat(scene.last).isInstanceOf(Action.Write.class);
        scene.ownerStalled = false;
        scene.run(3 * SECOND);
        assertThat(scene.last).isNotInstanceOf(Action.Write.class);
        scene.segments.forEach(
                (from, to) -> assertThat(scene.shadowing.whereabouts(from, to)).isEqualTo(Whereabouts.AT_OWNER));
    }

    @Test
    void aPauseOfTheShadowItselfIsNoSuspicion() {
        for (int seed = 0; seed < 20; seed++) {
            var scene = settled(seed);
            scene.own.paused = true;
            scene.run(1_500_000);
            scene.own.paused = false;
            scene.run(6 * SECOND);
            assertThat(scene.writes).as("seed %d", seed).isZero();
            assertThat(scene.wrong).isEmpty();
        }
    }

    @Test
    void aLinkThatIsNotUpYetIsSuspectedOnlyAfterAWhile() {
        var scene = new ShadowScene(new Random(6));
        scene.shadowing = Shadowing.begun(ShadowScene.STREAM, ShadowScene.OWNER, ShadowScene.EPOCH, 0, scene.nowUs);
        scene.linked = false;
        scene.run(2_900_000);
        assertThat(scene.writes).isZero();
        scene.run(300_000);
        assertThat(scene.writes).isEqualTo(1);
    }

    @Test
    void theFormerOwnerWritesUntilTheNewOneHasEverythingPastTheCut() {
        var scene = new ShadowScene(new Random(7));
        long cutUs = ShadowScene.WALL_US + 6 * SECOND;
        scene.owner.broken = true;
        scene.afterOwning(OptionalLong.of(cutUs));
        scene.run(4 * SECOND);
        scene.owner.broken = false;
        scene.run(2_500_000);
        assertThat(scene.last).isInstanceOf(Action.Write.class);
        scene.run(6 * SECOND);
        assertThat(scene.last).isNotInstanceOf(Action.Write.class);
        assertThat(scene.shadowing.isReady(scene.nowUs)).isTrue();
        assertThat(scene.wrong).isEmpty();
        assertThat(scene.lost()).isEmpty();
    }

    @Test
    void theFormerOwnerWithoutACutWritesUntilTheNewOneIsHeard() {
        var scene = new ShadowScene(new Random(8));
        scene.owner.broken = true;
        scene.afterOwning(OptionalLong.empty());
        scene.run(10 * SECOND);
        assertThat(scene.last).isInstanceOf(Action.Write.class);
        scene.owner.broken = false;
        scene.run(8 * SECOND);
        assertThat(scene.last).isNotInstanceOf(Action.Write.class);
    }

    @Test
    void whatAnotherWriterOrAnOlderEpochSaysCoversNothing() {
        var scene = new ShadowScene(new Random(9));
        scene.shadowing =
                Shadowing.begun(ShadowScene.STREAM, ShadowScene.OWNER, ShadowScene.EPOCH.next(), 0, scene.nowUs);
        scene.shadowing.link(true, scene.nowUs);
        scene.run(5 * SECOND);
        assertThat(scene.writes).isEqualTo(1);
        assertThat(scene.shadowing.learnt()).isEmpty();
        var other = new Watermark(ShadowScene.STREAM, new NodeId("r2"), ShadowScene.EPOCH.next(), List.of(), 0);
        scene.shadowing.watermark(other, scene.nowUs);
        assertThat(scene.shadowing.action(scene.nowUs)).isInstanceOf(Action.Write.class);
    }

    @Test
    void streamsEncodedForEachSessionAreComparedByTime() {
        var scene = new ShadowScene(new Random(10));
        scene.perSession = true;
        scene.startLate();
        scene.run(15 * SECOND);
        assertThat(scene.shadowing.isReady(scene.nowUs)).isTrue();
        assertThat(scene.writes).isZero();
        scene.owner.broken = true;
        scene.run(2 * SECOND);
        scene.owner.broken = false;
        scene.run(9 * SECOND);
        assertThat(scene.writes).isEqualTo(1);
        assertThat(scene.wrong).isEmpty();
        assertThat(scene.lost()).isEmpty();
    }

    @Test
    void aPictureThatRepeatsIsComparedByTime() {
        var scene = new ShadowScene(new Random(11));
        scene.loop = 3;
        scene.startLate();
        scene.run(15 * SECOND);
        assertThat(scene.shadowing.alignment()).isEmpty();
        assertThat(scene.shadowing.isReady(scene.nowUs)).isTrue();
        assertThat(scene.writes).isZero();
        assertThat(scene.wrong).isEmpty();
    }

    @Test
    void anOwnerWhoseClockIsWrongCoversNothingByTime() {
        var scene = new ShadowScene(new Random(12));
        scene.perSession = true;
        scene.owner.clockUs = 3_600 * SECOND;
        scene.run(15 * SECOND);
        assertThat(scene.shadowing.firstUncovered()).isEqualTo(scene.frameAt.size());
        assertThat(scene.written).isNotEmpty();
        assertThat(scene.shadowing.isReady(scene.nowUs)).isFalse();
    }

    @Test
    void nothingIsCalledSafeThatIsNotUnderAnySeed() {
        int kept = 0;
        int dropped = 0;
        for (int seed = 0; seed < 150; seed++) {
            var random = new Random(seed);
            var scene = new ShadowScene(random);
            scene.loop = random.nextInt(3) == 0 ? 20 + random.nextInt(80) : Integer.MAX_VALUE;
            scene.run(random.nextLong(6 * SECOND));
            for (int fault = 0; fault < 5; fault++) {
                play(scene, random, random.nextInt(9));
            }
            scene.owner.lossPercent = 0;
            scene.own.lossPercent = 0;
            scene.run(16 * SECOND);
            assertThat(scene.wrong).as("seed %d", seed).isEmpty();
            assertThat(scene.last).as("seed %d", seed).isNotInstanceOf(Action.Write.class);
            assertThat(scene.shadowing.isReady(scene.nowUs)).as("seed %d", seed).isTrue();
            for (var segment : scene.segments.entrySet()) {
                Whereabouts where = scene.shadowing.whereabouts(segment.getKey(), segment.getValue());
                kept += where == Whereabouts.HERE ? 1 : 0;
                dropped += where == Whereabouts.AT_OWNER ? 1 : 0;
                assertThat(where).as("seed %d", seed).isNotEqualTo(Whereabouts.OPEN);
            }
        }
        assertThat(kept).isGreaterThan(40);
        assertThat(dropped).isGreaterThan(40);
    }

    private static void play(ShadowScene scene, Random random, int fault) {
        long us = random.nextLong(100_000, 6 * SECOND);
        switch (fault) {
            case 0 -> {
                scene.owner.paused = true;
                scene.run(us);
                scene.owner.paused = false;
            }
            case 1 -> {
                scene.own.paused = true;
                scene.run(us / 3);
                scene.own.paused = false;
            }
            case 2 -> {
                scene.linked(false);
                scene.run(us);
                scene.linked(true);
            }
            case 3 -> {
                scene.owner.broken = true;
                scene.run(us);
                scene.owner.newSession();
                scene.owner.broken = false;
            }
            case 4 -> {
                scene.own.broken = true;
                scene.run(us);
                scene.own.newSession();
                scene.own.broken = false;
            }
            case 5 -> scene.owner.lossPercent = random.nextInt(8);
            case 6 -> scene.own.lossPercent = random.nextInt(8);
            case 7 -> {
                scene.ownerStalled = true;
                scene.run(us);
                scene.ownerStalled = false;
            }
            default -> {
                scene.owner.broken = true;
                scene.run(us / 10);
                scene.owner.broken = false;
            }
        }
        scene.run(random.nextLong(4 * SECOND));
    }

    private static ShadowScene settled(int seed) {
        var scene = new ShadowScene(new Random(seed));
        scene.run(8 * SECOND);
        assertThat(scene.shadowing.isReady(scene.nowUs)).as("seed %d", seed).isTrue();
        return scene;
    }
}
