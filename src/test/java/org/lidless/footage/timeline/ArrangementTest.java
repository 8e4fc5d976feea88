package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Arrangement.Held;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentKind;

class ArrangementTest {

    private static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final TimeSpan KNOWN = span(10, 100);

    @Test
    void footageAndGapsLieSideBySide() {
        assertThat(of(List.of(held(1, 10, 40, 0), held(2, 60, 100, 0)), List.of(gap(40, 60, GapCause.RECORDER_DOWN))))
                .containsExactly(have(10, 40), missing(40, 60, GapCause.RECORDER_DOWN), have(60, 100));
    }

    @Test
    void whatNobodyWroteDownIsUnknownInsideAndNothingOutside() {
        assertThat(of(List.of(held(1, 10, 40, 0), held(2, 60, 100, 0)), List.of()))
                .containsExactly(have(10, 40), missing(40, 60, GapCause.UNKNOWN), have(60, 100));
    }

    @Test
    void aGapThatCoversOnlyPartLeavesTheRestUnknown() {
        assertThat(of(
                        List.of(held(1, 10, 40, 0), held(2, 60, 100, 0)),
                        List.of(gap(45, 50, GapCause.NETWORK), gap(48, 55, GapCause.DISK_ERROR))))
                .containsExactly(
                        have(10, 40),
                        missing(40, 45, GapCause.UNKNOWN),
                        missing(45, 50, GapCause.NETWORK),
                        missing(50, 55, GapCause.DISK_ERROR),
                        missing(55, 60, GapCause.UNKNOWN),
                        have(60, 100));
    }

    @Test
    void footageWinsOverAGapButNotOverDamage() {
        assertThat(of(List.of(held(1, 10, 100, 0)), List.of(gap(20, 30, GapCause.NETWORK))))
                .containsExactly(have(10, 100));
        assertThat(of(List.of(held(1, 10, 100, 0)), List.of(gap(20, 30, GapCause.SEGMENT_DAMAGED))))
                .containsExactly(have(10, 20), missing(20, 30, GapCause.SEGMENT_DAMAGED), have(30, 100));
    }

    @Test
    void segmentsOfARunJoinWithoutASeam() {
        Held first = new Held(span(10, 40), R1, new RunId(1), 0, 30, Optional.empty());
        Held second = new Held(span(41, 100), R1, new RunId(1), 30, 89, Optional.empty());
        assertThat(of(List.of(first, second), List.of())).containsExactly(have(10, 100));
        Held stepped = new Held(span(41, 100), R1, new RunId(1), 31, 89, Optional.empty());
        assertThat(of(List.of(first, stepped), List.of())).hasSize(3);
    }

    @Test
    void whatIsWrittenTwiceIsShownOnce() {
        assertThat(of(List.of(held(1, 10, 60, 0), held(1, 50, 100, 40)), List.of()))
                .containsExactly(have(10, 100));
    }

    @Test
    void theAnswerStaysInsideTheQuestion() {
        assertThat(Arrangement.of(
                        List.of(held(1, 10, 40, 0), held(2, 60, 100, 0)),
                        causes(gap(40, 60, GapCause.NETWORK)),
                        KNOWN,
                        span(30, 50)))
                .containsExactly(have(30, 40), missing(40, 50, GapCause.NETWORK));
        assertThat(Arrangement.of(List.of(), causes(), KNOWN, span(200, 300))).isEmpty();
    }

    @Test
    void whereCopiesOfTwoRecordersAdjoinTheirClocksDifferenceIsNoGap() {
        TimeSpan all = new TimeSpan(0, 200_000);
        TimeSpan before = new TimeSpan(0, 50_000);
        TimeSpan behind = new TimeSpan(100_000, 200_000);
        List<Held> held = List.of(
                new Held(before, R1, new RunId(1), 0, 1, Optional.empty()),
                new Held(behind, S1, new RunId(2), 0, 2, Optional.empty()));
        Causes down = causes(new Gap(STREAM, all, GapCause.RECORDER_DOWN));
        TimeSpan between = new TimeSpan(50_000, 100_000);
        Alignment copies = Alignment.between(new RunId(2), new RunId(1), 0, 0, 30, AlignmentKind.SAME_BYTES);
        assertThat(Arrangement.of(held, down, all, all, List.of(copies)))
                .containsExactly(new Stretch.Have(before, R1), new Stretch.Have(behind, S1));
        assertThat(Arrangement.of(held, down, all, all, List.of()))
                .contains(new Stretch.Missing(between, GapCause.RECORDER_DOWN));
        Causes disk = causes(new Gap(STREAM, all, GapCause.DISK_ERROR));
        assertThat(Arrangement.of(held, disk, all, all, List.of(copies)))
                .contains(new Stretch.Missing(between, GapCause.DISK_ERROR));
    }

    private static List<Stretch> of(List<Held> held, List<Gap> gaps) {
        return Arrangement.of(held, causes(gaps.toArray(Gap[]::new)), KNOWN, span(0, 200));
    }

    private static Causes causes(Gap... gaps) {
        return new Causes(Stream.of(gaps).map(gap -> new Causes.Stored(gap, R1)).toList(), List.of());
    }

    private static Held held(long run, long from, long to, long firstNumber) {
        return new Held(span(from, to), R1, new RunId(run), firstNumber, firstNumber + to - from, Optional.empty());
    }

    private static Gap gap(long from, long to, GapCause cause) {
        return new Gap(STREAM, span(from, to), cause);
    }

    private static Stretch have(long from, long to) {
        return new Stretch.Have(span(from, to), R1);
    }

    private static Stretch missing(long from, long to, GapCause cause) {
        return new Stretch.Missing(span(from, to), cause);
    }

    /// Seconds, so that no stretch is too short to count.
    private static TimeSpan span(long from, long to) {
        return new TimeSpan(from * 1_000_000, to * 1_000_000);
    }
}
