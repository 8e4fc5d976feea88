package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.GapCause;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.Sample;
import org.lidless.footage.timeline.alignment.SampleMark;

class RingTest {

    private static final long AGE_US = 15_000_000;

    private final HandClock clock = new HandClock();
    private ChunkPool pool = new ChunkPool(64 << 20, 1);
    private Ring ring = new Ring(pool, clock, new SeededChance(1), AGE_US);
    private FakeCamera camera = new FakeCamera(ring, clock);

    @BeforeEach
    void parameters() {
        ring.parameters(FakeCamera.parameters(1));
    }

    @Test
    void fragmentHoldsTheBytesThatCameAndKeepsTheNewestSampleBack() {
        byte[] first = camera.send(true, 100_000);
        byte[] second = camera.send(false, 70_000);
        camera.send(false, 1_000);
        clock.pass(420_000);
        Taken taken = take();
        assertThat(taken.fragment().samples()).extracting(Sample::number).containsExactly(0L, 1L);
        assertThat(taken.beginsWithKey()).isTrue();
        assertThat(bytes(taken.fragment())).isEqualTo(joined(first, second));
        assertThat(taken.fragment().samples()).extracting(Sample::durationTicks).containsExactly(3_600, 3_600);
    }

    /// Five pictures a second: the last of a run, written alone, lasts as long as those before it, and so does the
    /// first
    /// of the next run, as long as it is the only one. Else a gap would seem to follow each.
    @Test
    void aSampleWithoutANextOneLastsAsLongAsItsStreamsSamplesUsuallyDo() {
        for (int i = 0; i < 40; i++) {
            camera.send(i == 0, 1_000);
            camera.miss(4);
        }
        ring.wrote(taken(ring, new Cut(clock.elapsedUs(), 500_000, 500_000, 1, false, true, 4)));
        while (ring.places().cursor() < 39) {
            ring.wrote(taken(ring, new Cut(clock.elapsedUs(), 500_000, 500_000, 1, false, true, 39)));
        }
        clock.stepWall(3_600_000_000L);
        camera.send(true, 1_000);
        Taken last = taken(ring, new Cut(clock.elapsedUs(), 500_000, false, true));
        ring.wrote(last);
        Taken lone = taken(ring, new Cut(clock.elapsedUs(), 500_000, false, true));
        assertThat(last.section().run()).isNotEqualTo(lone.section().run());
        assertThat(last.fragment().samples()).extracting(Sample::durationTicks).containsExactly(18_000);
        assertThat(lone.fragment().samples()).hasSize(1);
        assertThat(lone.fragment().first().durationTicks()).isBetween(17_500, 18_000);
        assertThat(lone.fromUs() - 3_600_000_000L).isEqualTo(last.toUs());
    }

    @Test
    void nothingIsDueWhileSamplesAreYoung() {
        camera.send(true, 1_000);
        camera.send(false, 1_000);
        assertThat(ring.take(cut())).isNull();
        clock.pass(600_000);
        assertThat(take().fragment().samples()).hasSize(2);
    }

    @Test
    void samplesBeforeParametersAndKeyAreDroppedAndCounted() {
        var fresh = new Ring(new ChunkPool(1 << 20, 1), clock, new SeededChance(2), AGE_US);
        var early = new FakeCamera(fresh, clock);
        early.send(true, 100);
        fresh.parameters(FakeCamera.parameters(1));
        early.send(false, 100);
        early.send(true, 100);
        clock.pass(1_000_000);
        assertThat(fresh.view(clock.elapsedUs()).undecodable()).isEqualTo(2);
        Taken taken = taken(fresh, new Cut(clock.elapsedUs(), 500_000, false, true));
        assertThat(taken.fragment().samples()).hasSize(1);
        assertThat(taken.beginsWithKey()).isTrue();
    }

    @Test
    void tornNalUnitsAndSamplesLeaveNoTrace() {
        byte[] kept = camera.sendTorn(200_000, 90_000);
        camera.send(false, 100);
        clock.pass(600_000);
        Taken taken = take();
        assertThat(bytes(taken.fragment())).startsWith(kept);
        assertThat(taken.fragment().first().size()).isEqualTo(kept.length);
    }

    @Test
    void changedParametersBeginASectionOfTheSameRun() {
        camera.send(true, 100);
        camera.send(false, 100);
        ring.parameters(FakeCamera.parameters(1));
        camera.send(false, 100);
        ring.parameters(FakeCamera.parameters(2));
        camera.send(true, 100);
        clock.pass(600_000);
        Taken before = take();
        ring.wrote(before);
        Taken after = take();
        assertThat(before.fragment().samples()).hasSize(3);
        assertThat(after.section().run()).isEqualTo(before.section().run());
        assertThat(after.fragment().first().number()).isEqualTo(3);
        assertThat(after.section().parameters()).isEqualTo(FakeCamera.parameters(2));
    }

    @Test
    void aSegmentThatIsRipeEndsBeforeTheNextKey() {
        camera.send(true, 100);
        camera.send(false, 100);
        camera.send(true, 100);
        camera.send(false, 100);
        Taken tail = taken(ring, new Cut(clock.elapsedUs(), 500_000, true, false));
        assertThat(tail.fragment().samples()).hasSize(2);
    }

    @Test
    void durableSamplesAreForgottenByAgeButNeverTheLastGop() {
        for (int i = 0; i < 25 * 60; i++) {
            camera.send(i % 50 == 0, 1_000);
            writeDue();
        }
        assertThat(ring.view(clock.elapsedUs()).bytes()).isLessThan(25 * 17 * 1_100 + 2 * Chunk.BYTES);
        for (int i = 0; i < 25 * 60; i++) {
            camera.send(i == 0, 1_000);
            writeDue();
        }
        assertThat(ring.view(clock.elapsedUs()).bytes()).isGreaterThan(25 * 60 * 1_000);
    }

    @Test
    void whatIsNotDurableStaysUntilTheBudgetForcesItOut() {
        pool = new ChunkPool(32L << Chunk.SHIFT, 1);
        ring = new Ring(pool, clock, new SeededChance(3), 1_000_000);
        ring.parameters(FakeCamera.parameters(1));
        camera = new FakeCamera(ring, clock);
        ring.blameLossesOn(GapCause.DISK_STALLED);
        for (int i = 0; i < 200; i++) {
            camera.send(i % 10 == 0, 20_000);
        }
        assertThat(pool.usedBytes()).isLessThanOrEqualTo(32L << Chunk.SHIFT);
        Taken rest = take();
        assertThat(rest.section().before()).contains(GapCause.DISK_STALLED);
        assertThat(rest.beginsWithKey()).isTrue();
        assertThat(rest.fragment().first().number()).isZero();
        assertThat(rest.first()).isEqualTo(ring.lost()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void aFragmentBeingWrittenKeepsItsBytesWhileTheRingGoesOn() {
        pool = new ChunkPool(32L << Chunk.SHIFT, 1);
        ring = new Ring(pool, clock, new SeededChance(4), 1_000_000);
        ring.parameters(FakeCamera.parameters(1));
        camera = new FakeCamera(ring, clock);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add(camera.send(i % 10 == 0, 20_000));
        }
        Taken hung = take();
        int count = hung.fragment().samples().size();
        for (int i = 20; i < 200; i++) {
            camera.send(i % 10 == 0, 20_000);
        }
        assertThat(bytes(hung.fragment()))
                .isEqualTo(joined(sent.subList(0, count).toArray(byte[][]::new)));
        ring.wrote(hung);
        Taken next = take();
        assertThat(next.section().run()).isNotEqualTo(hung.section().run());
        assertThat(next.section().before()).contains(GapCause.RING_TOO_SHORT);
    }

    @Test
    void afterAFailureTheNextFragmentBeginsWithTheKeyBeforeTheFirstSampleThatIsNotDurable() {
        for (int i = 0; i < 40; i++) {
            camera.send(i % 20 == 0, 500);
        }
        Taken first = take();
        assertThat(first.end()).isEqualTo(25);
        ring.wrote(first);
        camera.send(false, 500);
        ring.failed(taken(ring, new Cut(clock.elapsedUs(), 100_000, false, false)));
        Taken again = take();
        assertThat(again.fragment().first().number()).isEqualTo(20);
        assertThat(again.beginsWithKey()).isTrue();
    }

    @Test
    void anOutageShowsOnceEverythingBeforeItIsDurable() {
        camera.send(true, 100);
        ring.sessionEnded();
        ring.silent(new Outage(GapCause.NETWORK, clock.wallUs()));
        assertThat(ring.outage()).isEmpty();
        clock.pass(600_000);
        ring.wrote(take());
        assertThat(ring.outage()).map(Outage::cause).contains(GapCause.NETWORK);
        clock.pass(5_000_000);
        camera.send(true, 100);
        clock.pass(600_000);
        assertThat(ring.outage()).isEmpty();
        assertThat(take().section().before()).contains(GapCause.NETWORK);
    }

    @Test
    void sharesAreKeptForOtherRings() {
        pool = new ChunkPool(40L << Chunk.SHIFT, 2);
        var greedy = new Ring(pool, clock, new SeededChance(5), AGE_US);
        var modest = new Ring(pool, clock, new SeededChance(6), AGE_US);
        greedy.parameters(FakeCamera.parameters(1));
        modest.parameters(FakeCamera.parameters(1));
        var flood = new FakeCamera(greedy, clock);
        for (int i = 0; i < 300; i++) {
            flood.send(i % 5 == 0, 60_000);
        }
        var late = new FakeCamera(modest, clock);
        for (int i = 0; i < 9; i++) {
            late.send(i == 0, 60_000);
        }
        assertThat(modest.lost()).isZero();
        assertThat(modest.view(clock.elapsedUs()).bytes()).isEqualTo(9L << Chunk.SHIFT);
    }

    @Test
    void whenMemoryIsShortTheShadowOfLowestPriorityGivesWayAndNoRecording() {
        pool = new ChunkPool(64L << Chunk.SHIFT, 3);
        var recorded = new Ring(pool, clock, new SeededChance(1), AGE_US);
        var low = new Ring(pool, clock, new SeededChance(2), AGE_US);
        var high = new Ring(pool, clock, new SeededChance(3), AGE_US);
        low.rank(true, 1);
        high.rank(true, 2);
        for (Ring each : List.of(recorded, low, high)) {
            each.parameters(FakeCamera.parameters(1));
        }
        var ofRecorded = new FakeCamera(recorded, clock);
        var ofLow = new FakeCamera(low, clock);
        var ofHigh = new FakeCamera(high, clock);
        for (int i = 0; i < 20; i++) {
            ofLow.send(i % 10 == 0, 65_000);
            ofHigh.send(i % 10 == 0, 65_000);
        }
        for (int i = 0; i < 30; i++) {
            ofRecorded.send(i % 10 == 0, 65_000);
            ofLow.send(i == 25, 100);
        }
        assertThat(low.isLowered() || low.places().first() > 0).isTrue();
        assertThat(low.places().first()).isPositive();
        assertThat(high.places().first()).isZero();
        assertThat(recorded.places().first()).isZero();
        assertThat(recorded.lost()).isZero();
        low.close();
        assertThat(pool.usedBytes()).isLessThanOrEqualTo(54L << Chunk.SHIFT);
    }

    @Test
    void aFeedTellsWhatIsDurableAndStepsOverWhatIsGone() {
        for (int i = 0; i < 100; i++) {
            camera.send(i % 25 == 0, 1_000);
            writeDue();
        }
        RingMarks first = ring.storedMarks(0, 40);
        assertThat(first.marks())
                .extracting(SampleMark::number)
                .startsWith(0L, 1L)
                .hasSize(40);
        assertThat(first.next()).isEqualTo(40);
        for (int i = 0; i < 25 * 20; i++) {
            camera.send(i % 25 == 0, 1_000);
            writeDue();
        }
        RingMarks later = ring.storedMarks(first.next(), 1_000);
        assertThat(later.marks().getFirst().number()).isGreaterThan(100);
        assertThat(later.next()).isEqualTo(ring.places().durable());
        assertThat(ring.storedMarks(later.next(), 10).marks()).isEmpty();
        assertThat(ring.storedMarks(1_000_000, 10).marks()).hasSize(10);
    }

    @Test
    void whatWasReleasedIsNotTold() {
        for (int i = 0; i < 50; i++) {
            camera.send(i % 25 == 0, 1_000);
        }
        ring.release(30);
        assertThat(ring.storedMarks(0, 100).marks()).isEmpty();
        ring.spillFrom(35);
        Taken taken = taken(ring, new Cut(clock.elapsedUs(), 100_000, false, false, 40));
        assertThat(taken.first()).isEqualTo(25);
        assertThat(taken.beginsWithKey()).isTrue();
        assertThat(taken.end()).isEqualTo(40);
        ring.wrote(taken);
        assertThat(ring.take(new Cut(clock.elapsedUs(), 100_000, false, false, 40)))
                .isNull();
        assertThat(ring.storedMarks(0, 100).marks()).hasSize(15);
        ring.spillFrom(42);
        assertThat(ring.places().cursor()).isEqualTo(40);
        ring.unstore(25, 40);
        assertThat(ring.storedMarks(0, 100).marks()).isEmpty();
    }

    @Test
    void aShadowsRingForgetsByAgeOnlyWhatWasReleasedAndKeepsTheGopBeforeIt() {
        for (int i = 0; i < 25 * 30; i++) {
            camera.send(i % 50 == 0, 500);
        }
        assertThat(ring.places().first()).isZero();
        ring.release(130);
        camera.send(false, 500);
        assertThat(ring.places().first()).isEqualTo(100);
    }

    @Test
    void theSameSampleHasTheSameHashHoweverItLiesInChunks() {
        var other = new Ring(new ChunkPool(8 << 20, 1), clock, new SeededChance(9), AGE_US);
        other.parameters(FakeCamera.parameters(1));
        var twin = new TwinCamera(clock, 3);
        new FakeCamera(ring, clock).send(true, 60_000);
        twin.connect(ring);
        twin.connect(other);
        for (int i = 0; i < 40; i++) {
            twin.send();
        }
        List<Long> ours = ring.reading().kept(1, 100).stream()
                .map(each -> each.mark().hash())
                .toList();
        assertThat(ours).isEqualTo(twin.sent());
        assertThat(other.reading().kept(0, 100))
                .extracting(each -> each.mark().hash())
                .isEqualTo(twin.sent());
    }

    private Taken take() {
        return taken(ring, cut());
    }

    private static Taken taken(Ring from, Cut cut) {
        return Objects.requireNonNull(from.take(cut), "no fragment is due");
    }

    private Cut cut() {
        return new Cut(clock.elapsedUs(), 500_000, false, false);
    }

    private void writeDue() {
        Taken due = ring.take(cut());
        if (due != null) {
            ring.wrote(due);
        }
    }

    static byte[] bytes(Fragment fragment) {
        var all = new ByteArrayOutputStream();
        for (ByteBuffer part : fragment.payload()) {
            byte[] piece = new byte[part.remaining()];
            part.duplicate().get(piece);
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
