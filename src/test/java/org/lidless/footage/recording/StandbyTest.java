package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.splice.Splicer;
import org.lidless.footage.timeline.splice.Strand;

/// A camera, its recorder r1 and its standby s1, with production writers, rings and pools; a frame is a
/// step.
class StandbyTest {

    @TempDir
    Path place;

    private final HandClock clock = new HandClock();
    private final TwinCamera camera = new TwinCamera(clock, 1);
    private TwinRecorder r1;
    private TwinRecorder s1;
    private TwinRecorder.Reader ofR1;
    private TwinRecorder.Reader ofS1;
    private boolean isCut;

    @BeforeEach
    void prepare() throws IOException {
        r1 = new TwinRecorder("r1", place, clock, camera, Mode.RECORD, "r1");
        s1 = new TwinRecorder("s1", place, clock, camera, Mode.SHADOW, "r1");
        ofR1 = r1.new Reader();
        ofS1 = s1.new Reader();
        link(true);
    }

    @AfterEach
    void putAway() {
        r1.close();
        s1.close();
    }

    @Test
    void aShadowWritesNothingWhileItsOwnerDoes() {
        record(500);
        assertThat(s1.segments()).isEmpty();
        assertThat(s1.status().ready()).isTrue();
        assertThat(s1.status().aligned()).contains(AlignmentKind.SAME_BYTES);
        assertThat(s1.status().uncoveredUs()).isLessThan(2_000_000);
        assertThat(r1.status().ready()).isTrue();
    }

    @Test
    void whenTheOwnerIsKilledNothingIsLostAndNothingIsThereTwice() throws IOException {
        record(500);
        long killedAt = camera.frames();
        kill(r1);
        record(1);
        assertThat(s1.status().spilling()).isTrue();
        record(2);
        assertThat(s1.stored()).isEmpty();
        assertThat(s1.writes().view().lastDurableUs()).isGreaterThan(clock.wallUs() - 3 * FakeCamera.FRAME_US);
        record(20);
        s1.follow(Mode.RECORD, 2, "s1");
        record(300);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
        assertThat(s1.index.ownership(TwinRecorder.STREAM)).singleElement().satisfies(row -> {
            assertThat(row.owner()).isEqualTo(s1.node);
            assertThat(row.epoch().value()).isEqualTo(2);
        });
        assertThat(s1.stored()).containsAll(camera.sent(killedAt, camera.frames()));
        assertThat(s1.index.gaps(TwinRecorder.STREAM, TwinRecorder.ALWAYS)).isEmpty();
        assertThat(s1.segments()).extracting(row -> row.name().epoch().value()).contains(1L, 2L);
    }

    @Test
    void aTakeoverWithoutAnyWarningGoesOnFromTheFirstSampleThatTheOwnerLacks() throws IOException {
        record(400);
        kill(r1);
        s1.follow(Mode.RECORD, 2, "s1");
        record(200);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
    }

    @Test
    void silenceOfTheOwnerIsEnoughToWrite() throws IOException {
        record(400);
        r1.kill();
        record(15);
        assertThat(s1.status().spilling()).isFalse();
        record(25);
        assertThat(s1.status().spilling()).isTrue();
        record(100);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
    }

    @Test
    void aFalseAlarmLeavesNothingBehind() throws IOException {
        record(400);
        link(false);
        record(60);
        assertThat(s1.status().spilling()).isTrue();
        link(true);
        record(300);
        assertThat(s1.status().spilling()).isFalse();
        assertThat(s1.segments()).isEmpty();
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
        assertThat(r1.stored()).hasSize(camera.sent().size());
    }

    @Test
    void whatTheOwnerMissesWhileItIsPausedIsFilledInAndNoMore() throws IOException {
        record(410);
        long from = camera.frames();
        r1.pause(true);
        record(18);
        long to = camera.frames();
        r1.pause(false);
        record(400);
        assertThat(s1.status().spilling()).isFalse();
        finish();
        long gopFrom = from / TwinCamera.GOP * TwinCamera.GOP;
        assertThat(s1.stored()).containsAll(camera.sent(from, to)).isSubsetOf(camera.sent(gopFrom, to));
        assertThat(spliced()).isEqualTo(camera.sent());
        assertThat(s1.index.gaps(TwinRecorder.STREAM, TwinRecorder.ALWAYS)).isEmpty();
    }

    @Test
    void aLongPauseOfTheOwnerIsFilledIn() throws IOException {
        record(410);
        r1.pause(true);
        record(150);
        r1.pause(false);
        record(500);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
        assertThat(s1.status().spilling()).isFalse();
    }

    @Test
    void aCameraIsHandedBackAtTheCut() throws IOException {
        record(400);
        kill(r1);
        record(5);
        s1.follow(Mode.RECORD, 2, "s1");
        record(200);
        r1.restart(Mode.SHADOW, 2, "s1");
        link(true);
        record(300);
        assertThat(r1.status().ready()).isTrue();
        long r1HadUs = r1.writes().view().lastDurableUs();
        long cutUs = s1.writes().view().lastDurableUs() + 2_000_000;
        r1.follow(Mode.RECORD, 3, "r1", cutUs);
        s1.follow(Mode.SHADOW, 3, "r1", cutUs);
        record(25);
        assertThat(s1.status().spilling()).isTrue();
        record(400);
        assertThat(s1.status().spilling()).isFalse();
        assertThat(s1.status().ready()).isTrue();
        assertThat(r1.writes().view().lastDurableUs()).isGreaterThan(r1HadUs);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
        assertThat(r1.index.ownership(TwinRecorder.STREAM))
                .filteredOn(row -> row.epoch().value() == 3)
                .singleElement()
                .satisfies(row -> assertThat(row.span().fromUs()).isBetween(cutUs, cutUs + 1_000_000));
        assertThat(s1.index.ownership(TwinRecorder.STREAM))
                .filteredOn(row -> row.owner().equals(s1.node))
                .extracting(row -> row.span().toUs())
                .allMatch(us -> us < clock.wallUs());
        assertThat(r1.index.gaps(TwinRecorder.STREAM, TwinRecorder.ALWAYS))
                .extracting(Gap::cause)
                .containsOnly(GapCause.RECORDER_DOWN);
    }

    @Test
    void theFormerOwnerGoesOnWhenTheNewOneDiesBeforeTheCut() throws IOException {
        record(400);
        long cutUs = r1.writes().view().lastDurableUs() + 2_000_000;
        s1.follow(Mode.RECORD, 2, "s1", cutUs);
        r1.follow(Mode.SHADOW, 2, "s1", cutUs);
        link(true);
        record(30);
        kill(s1);
        record(100);
        r1.follow(Mode.RECORD, 3, "r1");
        record(100);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
        assertThat(r1.stored()).hasSize(camera.sent().size());
    }

    @Test
    void theNewOwnerHasEverythingWhenTheFormerOneDiesBeforeTheCut() throws IOException {
        record(400);
        long cutUs = r1.writes().view().lastDurableUs() + 2_000_000;
        s1.follow(Mode.RECORD, 2, "s1", cutUs);
        r1.follow(Mode.SHADOW, 2, "s1", cutUs);
        record(10);
        kill(r1);
        record(300);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
    }

    @Test
    void dutiesThatChangeAgainAndAgainLoseNothing() throws IOException {
        record(200);
        long epoch = 1;
        for (int i = 0; i < 12; i++) {
            epoch++;
            boolean toStandby = i % 2 == 0;
            long cutUs = clock.wallUs() + 1_000_000;
            if (toStandby) {
                s1.follow(Mode.RECORD, epoch, "s1", cutUs);
                r1.follow(Mode.SHADOW, epoch, "s1", cutUs);
            } else {
                r1.follow(Mode.RECORD, epoch, "r1", cutUs);
                s1.follow(Mode.SHADOW, epoch, "r1", cutUs);
            }
            record(7 + 31 * i % 90);
        }
        record(300);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
    }

    @Test
    void aShadowThatBeganAfterItsOwnersLastSampleStoresTheGap() throws IOException {
        record(200);
        s1.deafen(true);
        record(100);
        kill(r1);
        record(50);
        s1.deafen(false);
        s1.follow(Mode.RECORD, 2, "s1");
        record(200);
        finish();
        Set<Long> missing = new TreeSet<>(camera.sent());
        missing.removeAll(r1.stored());
        missing.removeAll(s1.stored());
        assertThat(missing).isNotEmpty();
        assertThat(s1.index.gaps(TwinRecorder.STREAM, TwinRecorder.ALWAYS)).isNotEmpty();
    }

    @Test
    void bothKilledAndStartedAgainLoseOnlyWhatLiesInGaps() throws IOException {
        record(300);
        kill(r1);
        record(5);
        s1.follow(Mode.RECORD, 2, "s1");
        record(50);
        long down = camera.frames();
        kill(s1);
        record(100);
        long up = camera.frames();
        s1.restart(Mode.RECORD, 2, "s1");
        r1.restart(Mode.SHADOW, 2, "s1");
        link(true);
        record(300);
        finish();
        Set<Long> missing = new TreeSet<>(camera.sent());
        missing.removeAll(r1.stored());
        missing.removeAll(s1.stored());
        assertThat(missing).isSubsetOf(camera.sent(down - 15, up + TwinCamera.GOP));
        assertThat(s1.index.gaps(TwinRecorder.STREAM, TwinRecorder.ALWAYS))
                .extracting(Gap::cause)
                .containsOnly(GapCause.RECORDER_DOWN);
    }

    @Test
    void aShadowWhosePoolFailsKeepsEverythingAsLongAsItCan() throws IOException {
        record(400);
        s1.disk.full(true);
        kill(r1);
        record(200);
        s1.follow(Mode.RECORD, 2, "s1");
        s1.disk.full(false);
        record(300);
        finish();
        assertThat(spliced()).isEqualTo(camera.sent());
    }

    @Test
    void inASharedPoolTheHeirSealsWhatTheDeadWriterLeftOpen() throws IOException {
        putAway();
        Path shared = place.resolve("shared");
        r1 = new TwinRecorder("r1", place.resolve("two"), Optional.of(shared), clock, camera, Mode.RECORD, "r1");
        s1 = new TwinRecorder("s1", place.resolve("two"), Optional.of(shared), clock, camera, Mode.SHADOW, "r1");
        link(true);
        long from = camera.frames();
        record(430);
        kill(r1);
        record(5);
        s1.follow(Mode.RECORD, 2, "s1");
        record(200);
        s1.finish();
        assertThat(s1.segments())
                .filteredOn(row -> row.name().node().equals(r1.node))
                .extracting(SegmentRow::state)
                .contains(SegmentState.ENDED)
                .doesNotContain(SegmentState.OPEN);
        assertThat(s1.stored()).isEqualTo(camera.sent(from, camera.frames()));
    }

    private void kill(TwinRecorder recorder) {
        recorder.kill();
        link(false);
    }

    private void link(boolean up) {
        isCut = !up;
        r1.links.note(s1.node, up);
        s1.links.note(r1.node, up);
        if (up) {
            ofR1 = r1.new Reader();
            ofS1 = s1.new Reader();
        }
    }

    /// Sends samples, lets both come round after each, and carries watermarks between them each third time.
    private void record(int samples) {
        for (int i = 0; i < samples; i++) {
            camera.send();
            r1.tick();
            s1.tick();
            if (!isCut && camera.frames() % 3 == 0) {
                carry(r1, ofR1, s1);
                carry(s1, ofS1, r1);
            }
        }
    }

    private static void carry(TwinRecorder from, TwinRecorder.Reader reader, TwinRecorder to) {
        if (from.talks() && to.talks() && !reader.isStale()) {
            to.writes().duty().hear(reader.read());
        }
    }

    private void finish() {
        r1.finish();
        s1.finish();
    }

    /// Hashes of all that both have, read as one.
    private List<Long> spliced() throws IOException {
        List<Alignment> alignments = new ArrayList<>(r1.alignments());
        alignments.addAll(s1.alignments());
        List<Strand> strands = new ArrayList<>(r1.strands());
        strands.addAll(s1.strands());
        Splicer splicer = new Splicer(strands, AlignmentGraph.of(alignments), List.of());
        List<Long> all = new ArrayList<>();
        splicer.forEachRemaining(each -> all.add(each.mark().hash()));
        return all;
    }
}
