package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Item.MissingItem;
import org.lidless.footage.timeline.Item.SampleItem;

class SampleReaderTest {

    private static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));
    private static final long T0 = 1_000_000_000_000L;

    @Test
    void aSpanBeginsWithTheKeySampleAtOrBeforeIt() throws IOException {
        List<SampleSource> sources = List.of(new MadeSource(1, 0, T0, 0, 40), new MadeSource(1, 1, T0, 40, 80));
        assertThat(read(sources, at(17), at(23))).containsExactly(numbers(10, 23));
        assertThat(read(sources, at(20), at(21))).containsExactly(numbers(20, 21));
        assertThat(read(sources, at(45), at(52))).containsExactly(numbers(40, 52));
        assertThat(read(sources, at(0) - 5_000_000, at(12))).containsExactly(numbers(0, 12));
    }

    @Test
    void theKeySampleMayLieInAnEarlierSegmentOfTheRun() throws IOException {
        List<SampleSource> sources = List.of(new MadeSource(1, 0, T0, 0, 45), new MadeSource(1, 1, T0, 45, 80));
        assertThat(read(sources, at(47), at(52))).containsExactly(numbers(40, 52));
    }

    @Test
    void aSegmentThatGrowsIsReadAsFarAsItHasCome() throws IOException {
        List<SampleSource> sources =
                List.of(new MadeSource(1, 0, T0, 0, 40), new MadeSource(1, 1, T0, 40, 63).growing());
        assertThat(read(sources, at(30), at(1000))).containsExactly(numbers(30, 63));
    }

    @Test
    void whatWasWrittenTwiceIsReadOnce() throws IOException {
        List<SampleSource> sources = List.of(new MadeSource(1, 0, T0, 0, 43), new MadeSource(1, 1, T0, 38, 80));
        assertThat(read(sources, at(0), at(80))).containsExactly(numbers(0, 80));
    }

    @Test
    void aDamagedTailThatWasWrittenAgainIsNoLoss() throws IOException {
        List<SampleSource> sources = List.of(
                new MadeSource(1, 0, T0, 0, 45).brokenBySum(7).brokenByBox(8), new MadeSource(1, 1, T0, 35, 80));
        assertThat(read(sources, at(0), at(80))).containsExactly(numbers(0, 80));
    }

    @Test
    void aDamagedFragmentCostsItselfAndNothingElse() throws IOException {
        for (SampleSource source : List.of(
                new MadeSource(1, 0, T0, 0, 40).brokenBySum(3), new MadeSource(1, 0, T0, 0, 40).brokenByBox(3))) {
            assertThat(read(List.of(source), at(0), at(40)))
                    .containsExactly(numbers(0, 15), missing(15, 20, GapCause.SEGMENT_DAMAGED), numbers(20, 40));
        }
    }

    @Test
    void damageAtEitherEndIsSaidToo() throws IOException {
        assertThat(read(List.of(new MadeSource(1, 0, T0, 0, 40).brokenBySum(0).brokenBySum(7)), at(0), at(40)))
                .containsExactly(
                        missing(0, 5, GapCause.SEGMENT_DAMAGED).replace("0-5", "0-10"),
                        numbers(10, 35),
                        missing(35, 40, GapCause.SEGMENT_DAMAGED));
    }

    @Test
    void anUnreadableFileCostsItselfAndNothingElse() throws IOException {
        List<SampleSource> sources = List.of(
                new MadeSource(1, 0, T0, 0, 40),
                new MadeSource(1, 1, T0, 40, 80).gone(),
                new MadeSource(1, 2, T0, 80, 120));
        assertThat(read(sources, at(0), at(120)))
                .containsExactly(numbers(0, 40), missing(40, 80, GapCause.SEGMENT_DAMAGED), numbers(80, 120));
        assertThat(read(List.of(new MadeSource(1, 0, T0, 0, 40).gone()), at(10), at(20)))
                .containsExactly(missing(10, 20, GapCause.SEGMENT_DAMAGED));
    }

    @Test
    void whatExpiresWhileItIsReadIsSaidToHaveExpired() throws IOException {
        List<SampleSource> sources = List.of(
                new MadeSource(1, 0, T0, 0, 40),
                new GoneSource(new MadeSource(1, 1, T0, 40, 80)),
                new MadeSource(1, 2, T0, 80, 120));
        assertThat(read(sources, at(0), at(120)))
                .containsExactly(numbers(0, 40), missing(40, 80, GapCause.EXPIRED), numbers(80, 120));
    }

    @Test
    void storedGapsStandBetweenRuns() throws IOException {
        List<SampleSource> sources = List.of(new MadeSource(2, 0, T0, 0, 40), new MadeSource(1, 0, at(60), 0, 20));
        List<MissingItem> gaps = List.of(
                new MissingItem(new TimeSpan(at(40), at(60)), GapCause.RECORDER_DOWN),
                new MissingItem(new TimeSpan(at(80), at(90)), GapCause.CAMERA_SILENT));
        assertThat(read(sources, at(0), at(90), gaps))
                .containsExactly(
                        numbers(0, 40),
                        missing(40, 60, GapCause.RECORDER_DOWN),
                        numbers(0, 20),
                        missing(80, 90, GapCause.CAMERA_SILENT));
    }

    @Test
    void damageThatIsAlreadyStoredAsAGapIsSaidOnce() throws IOException {
        List<MissingItem> gaps = List.of(new MissingItem(new TimeSpan(at(15), at(20)), GapCause.SEGMENT_DAMAGED));
        assertThat(read(List.of(new MadeSource(1, 0, T0, 0, 40).brokenByBox(3)), at(0), at(40), gaps))
                .containsExactly(numbers(0, 15), missing(15, 20, GapCause.SEGMENT_DAMAGED), numbers(20, 40));
    }

    @Test
    void aSpanInAGapBeginsBehindIt() throws IOException {
        List<SampleSource> sources = List.of(new MadeSource(2, 0, T0, 0, 40), new MadeSource(1, 0, at(60), 0, 20));
        List<MissingItem> gaps = List.of(new MissingItem(new TimeSpan(at(50), at(60)), GapCause.NETWORK));
        assertThat(read(sources, at(50), at(70), gaps))
                .containsExactly(missing(50, 60, GapCause.NETWORK), numbers(0, 10));
    }

    private static long at(long number) {
        return T0 + number * MadeSource.SAMPLE_US;
    }

    private static List<String> read(List<SampleSource> sources, long from, long to) throws IOException {
        return read(sources, from, to, List.of());
    }

    /// What was read, neighbours drawn together.
    private static List<String> read(List<SampleSource> sources, long from, long to, List<MissingItem> gaps)
            throws IOException {
        List<String> told = new ArrayList<>();
        long first = -1;
        long next = -1;
        try (SampleReader reader = reader(sources, new TimeSpan(from, to), gaps)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof SampleItem sample) {
                    long number = sample.sample().number();
                    assertThat(sample.bytes().duplicate().getInt()).isEqualTo((int) number);
                    if (number != next) {
                        if (next >= 0) {
                            told.add(numbers(first, next));
                        }
                        first = number;
                    }
                    next = number + 1;
                } else if (item.get() instanceof MissingItem missing) {
                    if (next >= 0) {
                        told.add(numbers(first, next));
                        next = -1;
                    }
                    told.add(missing(
                            (missing.span().fromUs() - T0) / MadeSource.SAMPLE_US,
                            (missing.span().toUs() - T0) / MadeSource.SAMPLE_US,
                            missing.cause()));
                }
            }
        }
        if (next >= 0) {
            told.add(numbers(first, next));
        }
        return told;
    }

    private static SampleReader reader(List<SampleSource> sources, TimeSpan span, List<MissingItem> gaps) {
        List<Causes.Stored> stored = gaps.stream()
                .map(gap -> new Causes.Stored(new Gap(STREAM, gap.span(), gap.cause()), new NodeId("r1")))
                .toList();
        Absence absence = new Absence(List.of(), new Causes(stored, List.of()), new TimeSpan(T0, T0));
        return new SampleReader(span, Copies.of(sources, List.of(), List.of(), new RunFits()), absence);
    }

    private static String numbers(long from, long to) {
        return "samples " + from + "-" + to;
    }

    private static String missing(long from, long to, GapCause cause) {
        return cause.word() + " " + from + "-" + to;
    }
}
