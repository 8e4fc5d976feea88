package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.lidless.footage.storage.IndexStory.EARLY_US;
import static org.lidless.footage.storage.IndexStory.MAIN;
import static org.lidless.footage.storage.IndexStory.NODES;
import static org.lidless.footage.storage.IndexStory.OTHER;
import static org.lidless.footage.storage.IndexStory.SECOND;
import static org.lidless.footage.storage.IndexStory.START;
import static org.lidless.footage.storage.IndexStory.file;
import static org.lidless.footage.storage.IndexStory.name;
import static org.lidless.footage.storage.IndexStory.sealed;
import static org.lidless.footage.storage.IndexStory.span;
import static org.lidless.footage.storage.IndexStory.story;
import static org.lidless.footage.storage.IndexStory.tell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Gap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// What every engine of the index does: the same entries, the same answers.
abstract class IndexContract {

    private static final TimeSpan EVER = new TimeSpan(0, Long.MAX_VALUE);

    /// An empty one; closed by the test.
    abstract TableIndex open() throws Exception;

    @Test
    void theSameEntriesGiveTheSameAnswersAsInMemory() throws Exception {
        for (int seed = 0; seed < 25; seed++) {
            List<IndexStory.Story> story = story(new Random(seed));
            try (TableIndex index = open();
                    SqliteIndex memory = SqliteIndex.inMemory()) {
                tell(index, story);
                tell(memory, story);
                for (Function<TableIndex, Object> question : questions(new Random(seed))) {
                    assertThat(question.apply(index)).as("seed " + seed).isEqualTo(question.apply(memory));
                }
            }
        }
    }

    @Test
    void aStretchThatIsTakenOverTwiceIsRefusedAndChangesNothing() throws Exception {
        try (TableIndex index = open()) {
            index.attach(MAIN, "identity");
            CatalogueName file = file(NODES.getFirst());
            index.apply(
                    MAIN,
                    file,
                    0,
                    100,
                    List.of(new CatalogueRecord.SegmentOpened(name(1, 0, 0), ClockQuality.ARRIVAL)));
            assertThatThrownBy(() -> index.apply(MAIN, file, 0, 200, List.of(sealed(1, 0, 0, 0, 10))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(index.segments(MAIN)).extracting(SegmentRow::state).containsExactly(SegmentState.OPEN);
            assertThat(index.applied(MAIN)).containsEntry(file.file(), 100L);
            index.apply(MAIN, file, 100, 200, List.of(sealed(1, 0, 0, 0, 10)));
            assertThat(index.segments(MAIN)).extracting(SegmentRow::state).containsExactly(SegmentState.SEALED);
        }
    }

    @Test
    void anotherPoolUnderTheSameNameTakesThePlaceOfTheFirst() throws Exception {
        try (TableIndex index = open()) {
            tell(index, story(new Random(1)));
            index.attach(MAIN, "another");
            assertThat(index.segments(MAIN)).isEmpty();
            assertThat(index.applied(MAIN)).isEmpty();
            assertThat(index.segments(OTHER)).isNotEmpty();
        }
    }

    @Test
    void segmentsThatFollowEachOtherAreHeldAsOneInEachPieceOfTime() throws Exception {
        try (TableIndex index = open()) {
            index.attach(MAIN, "identity");
            List<CatalogueRecord> entries = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                entries.add(sealed(1, 7, number, number * 10L, 10));
            }
            Collections.shuffle(entries, new Random(1));
            index.applyFound(MAIN, NODES.getFirst(), entries);
            long cutUs = START + 60 * SECOND;
            TimeSpan before = new TimeSpan(START - 2 * EARLY_US, cutUs);
            TimeSpan behind = new TimeSpan(cutUs - 2 * EARLY_US, START + 500 * SECOND);
            assertThat(held(index, Footage.camera(1), EVER))
                    .containsExactlyInAnyOrder(
                            new HeldRow(MAIN, NODES.getFirst(), new RunId(7), before, 0, 60),
                            new HeldRow(MAIN, NODES.getFirst(), new RunId(7), behind, 60, 500));
            index.applyFound(MAIN, NODES.getFirst(), List.of(new CatalogueRecord.SegmentDropped(name(1, 7, 20))));
            assertThat(held(index, Footage.camera(1), EVER))
                    .extracting(HeldRow::firstNumber, HeldRow::endNumber)
                    .containsExactlyInAnyOrder(tuple(0L, 60L), tuple(60L, 200L), tuple(210L, 500L));
        }
    }

    /// A hole and a piece that is there twice are of the same length here, so that the count of samples is right.
    @Test
    void aHoleIsNeverHeld() throws Exception {
        try (TableIndex index = open()) {
            index.attach(MAIN, "identity");
            index.applyFound(
                    MAIN,
                    NODES.getFirst(),
                    List.of(sealed(1, 7, 0, 0, 10), sealed(1, 7, 1, 12, 8), sealed(1, 7, 2, 18, 12)));
            assertThat(held(index, Footage.camera(1), EVER))
                    .extracting(HeldRow::firstNumber, HeldRow::endNumber)
                    .containsExactlyInAnyOrder(tuple(0L, 10L), tuple(12L, 30L));
        }
    }

    /// Against the segments themselves, one by one.
    @Test
    void whatIsHeldIsWhatTheSegmentsHave() throws Exception {
        for (int seed = 100; seed < 112; seed++) {
            try (TableIndex index = open()) {
                Random chance = new Random(seed);
                tell(index, story(chance));
                for (int camera = 1; camera <= 3; camera++) {
                    StreamId stream = Footage.camera(camera);
                    for (TimeSpan span : List.of(EVER, span(chance), span(chance))) {
                        assertThat(held(index, stream, span))
                                .as("seed " + seed + " " + span)
                                .containsExactlyInAnyOrderElementsOf(stretches(index, stream).stream()
                                        .filter(each -> each.span().fromUs() < span.toUs()
                                                && each.span().toUs() > span.fromUs())
                                        .toList());
                    }
                }
            }
        }
    }

    /// What touches or overlaps in a run, a pool and a piece of time is one.
    private static List<HeldRow> stretches(TableIndex index, StreamId stream) {
        List<HeldRow> stretches = new ArrayList<>();
        Map<List<Object>, List<SegmentRow>> byPlace = closed(index, stream)
                .collect(Collectors.groupingBy(row -> List.of(
                        row.pool(), row.name().run(), Math.floorDiv(row.name().startUs(), HeldFold.PIECE_US))));
        for (List<SegmentRow> rows : byPlace.values()) {
            rows.sort(Comparator.comparingLong(SegmentRow::firstNumber));
            HeldRow last = null;
            for (SegmentRow row : rows) {
                long end = row.firstNumber() + row.samples();
                if (last == null || row.firstNumber() > last.endNumber()) {
                    last = new HeldRow(
                            row.pool(), row.name().node(), row.name().run(), row.span(), row.firstNumber(), end);
                } else {
                    stretches.removeLast();
                    TimeSpan both = new TimeSpan(
                            Math.min(last.span().fromUs(), row.span().fromUs()),
                            Math.max(last.span().toUs(), row.span().toUs()));
                    last = new HeldRow(
                            last.pool(),
                            last.node(),
                            last.run(),
                            both,
                            last.firstNumber(),
                            Math.max(last.endNumber(), end));
                }
                stretches.add(last);
            }
        }
        return stretches;
    }

    private static List<HeldRow> held(TableIndex index, StreamId stream, TimeSpan span) {
        return past(index, stream, span).held();
    }

    private static Past past(TableIndex index, StreamId stream, TimeSpan span) {
        return index.past(List.of(stream), span).firstEntry().getValue();
    }

    /// Asked for together or one by one, in whatever order, known or not.
    @Test
    void manyStreamsAreAnsweredLikeEach() throws Exception {
        try (TableIndex index = open()) {
            tell(index, story(new Random(5)));
            List<StreamId> streams = new ArrayList<>();
            for (int camera = 90; camera >= 1; camera--) {
                streams.add(Footage.camera(camera));
            }
            TimeSpan span = new TimeSpan(START + 20 * SECOND, START + 80 * SECOND);
            var together = index.past(streams, span);
            assertThat(together.sequencedKeySet()).containsExactlyElementsOf(streams);
            streams.forEach(each -> assertThat(sorted(Objects.requireNonNull(together.get(each))))
                    .isEqualTo(sorted(past(index, each, span))));
            assertThat(Objects.requireNonNull(together.get(Footage.camera(1))).held())
                    .isNotEmpty();
        }
    }

    /// All that a question asks is of one state, whatever is written meanwhile.
    @Test
    void anAnswerMixesNoTwoStates() throws Exception {
        try (TableIndex index = open()) {
            index.attach(MAIN, "identity");
            index.applyFound(MAIN, NODES.getFirst(), List.of(sealed(1, 7, 0, 0, 10)));
            StreamId stream = Footage.camera(1);
            List<Integer> counted = index.ask(moment -> {
                int before = moment.segments(MAIN, stream).size();
                Thread writer = Thread.ofPlatform()
                        .start(() -> index.applyFound(
                                MAIN,
                                NODES.getFirst(),
                                List.of(sealed(1, 7, 5, 50, 10), new CatalogueRecord.SegmentDropped(name(1, 7, 0)))));
                assertThatNoException().isThrownBy(() -> writer.join());
                int held = Objects.requireNonNull(
                                moment.past(List.of(stream), EVER).get(stream))
                        .held()
                        .size();
                return List.of(
                        before,
                        held,
                        moment.segments(stream, EVER).getFirst().name().number());
            });
            assertThat(counted).containsExactly(1, 1, 0);
            assertThat(index.segments(stream, EVER))
                    .extracting(row -> row.name().number())
                    .containsExactly(5);
        }
    }

    @Test
    void whatIsClosedReachesFromItsFirstSampleToItsLast() throws Exception {
        for (int seed = 200; seed < 215; seed++) {
            try (TableIndex index = open()) {
                tell(index, story(new Random(seed)));
                for (int camera = 1; camera <= 3; camera++) {
                    StreamId stream = Footage.camera(camera);
                    List<TimeSpan> spans = Stream.concat(
                                    closed(index, stream).map(SegmentRow::span),
                                    index.gaps(stream, EVER).stream()
                                            .map(Gap::span)
                                            .filter(span -> span.toUs() < SegmentRow.OPEN_END_US))
                            .toList();
                    Optional<TimeSpan> all = spans.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new TimeSpan(
                                    spans.stream()
                                            .mapToLong(TimeSpan::fromUs)
                                            .min()
                                            .orElseThrow(),
                                    spans.stream()
                                            .mapToLong(TimeSpan::toUs)
                                            .max()
                                            .orElseThrow()));
                    assertThat(past(index, stream, EVER).closed())
                            .as("seed " + seed)
                            .isEqualTo(all);
                }
            }
        }
    }

    /// The first segment of a camera begins before its name and is the only one that is closed: what is known begins
    /// with it, and not with the one that is open.
    @Test
    void aFirstSegmentThatBeginsBeforeItsNameIsKnown() throws Exception {
        try (TableIndex index = open()) {
            index.attach(MAIN, "identity");
            index.applyFound(MAIN, NODES.getFirst(), List.of(sealed(1, 7, 0, 0, 10)));
            TimeSpan first = new TimeSpan(START - 2 * EARLY_US, START + 10 * SECOND);
            assertThat(past(index, Footage.camera(1), EVER).closed()).contains(first);
            TimeSpan before = new TimeSpan(START - SECOND, START - EARLY_US);
            assertThat(held(index, Footage.camera(1), before)).hasSize(1);
            assertThat(index.segments(Footage.camera(1), before)).hasSize(1);
        }
    }

    /// One by one, without a span.
    private static Stream<SegmentRow> closed(TableIndex index, StreamId stream) {
        return Stream.of(MAIN, OTHER)
                .flatMap(pool -> index.segments(pool, stream).stream())
                .filter(row -> row.state() == SegmentState.SEALED || row.state() == SegmentState.SUSPECT)
                .filter(row -> row.samples() > 0);
    }

    /// What is held comes in no order.
    private static Past sorted(Past past) {
        return new Past(
                past.closed(),
                past.held().stream()
                        .sorted(Comparator.comparing(HeldRow::toString))
                        .toList(),
                past.open(),
                past.gaps(),
                past.ownership(),
                past.alignments());
    }

    private static List<Function<TableIndex, Object>> questions(Random chance) {
        List<Function<TableIndex, Object>> questions = new ArrayList<>();
        questions.add(TableIndex::streams);
        for (int camera = 1; camera <= 3; camera++) {
            StreamId stream = Footage.camera(camera);
            for (TimeSpan span : List.of(EVER, span(chance), span(chance))) {
                questions.add(index -> index.segments(stream, span));
                questions.add(index -> index.gaps(stream, span));
                questions.add(index -> sorted(past(index, stream, span)));
            }
            questions.add(index -> index.ownership(stream));
            questions.add(index -> index.alignments(stream));
            questions.add(index -> index.segments(MAIN, stream));
        }
        for (PoolId pool : List.of(MAIN, OTHER)) {
            questions.add(index -> index.segments(pool));
            questions.add(index -> index.gaps(pool));
            questions.add(index -> index.applied(pool));
            for (NodeId node : NODES) {
                questions.add(index -> index.places(pool, node));
                questions.add(index -> new TreeSet<>(index.dropped(pool, node)));
                questions.add(index -> index.unsealed(pool, node));
                questions.add(index -> index.begunGaps(pool, node));
                questions.add(index -> index.ends(pool, node));
            }
        }
        return questions;
    }
}
