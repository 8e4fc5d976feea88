package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// What every engine of the index does: the same entries, the same answers.
abstract class IndexContract {

    private static final PoolId MAIN = new PoolId("main");
    private static final PoolId OTHER = new PoolId("s1.spare");
    private static final List<NodeId> NODES = List.of(new NodeId("r1"), new NodeId("r-2"), new NodeId("s.1"));
    private static final List<GapCause> CAUSES =
            List.of(GapCause.CAMERA_SILENT, GapCause.CAMERA_REFUSED, GapCause.NETWORK);
    private static final TimeSpan EVER = new TimeSpan(0, Long.MAX_VALUE);
    private static final long SECOND = 1_000_000;
    private static final long START = Footage.START_US;
    private static final long EARLY_US = 40_000;

    /// An empty one; closed by the test.
    abstract TableIndex open() throws Exception;

    @Test
    void theSameEntriesGiveTheSameAnswersAsInMemory() throws Exception {
        for (int seed = 0; seed < 25; seed++) {
            List<Story> story = story(new Random(seed));
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
    void segmentsThatFollowEachOtherAreHeldAsOne() throws Exception {
        try (TableIndex index = open()) {
            index.attach(MAIN, "identity");
            List<CatalogueRecord> entries = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                entries.add(sealed(1, 7, number, number * 10L, 10));
            }
            index.applyFound(MAIN, NODES.getFirst(), entries);
            assertThat(index.held(Footage.camera(1), EVER))
                    .containsExactly(new HeldRow(
                            MAIN,
                            NODES.getFirst(),
                            new RunId(7),
                            new TimeSpan(START - 2 * EARLY_US, START + 500 * SECOND),
                            0,
                            500));
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
            assertThat(index.held(Footage.camera(1), EVER))
                    .extracting(HeldRow::firstNumber)
                    .containsExactlyInAnyOrder(0L, 12L, 18L);
        }
    }

    @Test
    void whatIsHeldIsWhatTheSegmentsHave() throws Exception {
        for (int seed = 100; seed < 115; seed++) {
            try (TableIndex index = open()) {
                Random chance = new Random(seed);
                tell(index, story(chance));
                for (int camera = 1; camera <= 3; camera++) {
                    TimeSpan span = span(chance);
                    StreamId stream = Footage.camera(camera);
                    TreeSet<String> held = new TreeSet<>();
                    index.held(stream, span)
                            .forEach(row -> numbers(held, row.pool(), row.run(), row.firstNumber(), row.endNumber()));
                    TreeSet<String> rows = new TreeSet<>();
                    closed(index, stream)
                            .filter(row -> row.span().overlaps(span))
                            .forEach(row -> numbers(
                                    rows,
                                    row.pool(),
                                    row.name().run(),
                                    row.firstNumber(),
                                    row.firstNumber() + row.samples()));
                    assertThat(held).as("seed " + seed).isEqualTo(rows);
                }
            }
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
                    assertThat(index.closedExtent(stream)).as("seed " + seed).isEqualTo(all);
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
            assertThat(index.closedExtent(Footage.camera(1))).contains(first);
            TimeSpan before = new TimeSpan(START - SECOND, START - EARLY_US);
            assertThat(index.held(Footage.camera(1), before)).hasSize(1);
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

    private static void numbers(Set<String> into, PoolId pool, RunId run, long from, long to) {
        for (long number = from; number < to; number++) {
            into.add(pool + " " + run + " " + number);
        }
    }

    /// A batch of one node's catalogue.
    private record Story(PoolId pool, NodeId node, List<CatalogueRecord> entries) {}

    private static void tell(TableIndex index, List<Story> story) {
        index.attach(MAIN, "identity");
        index.attach(OTHER, "identity of another");
        for (Story each : story) {
            long from =
                    index.applied(each.pool()).getOrDefault(file(each.node()).file(), 0L);
            index.apply(each.pool(), file(each.node()), from, from + 100, each.entries());
        }
    }

    private static CatalogueName file(NodeId node) {
        return CatalogueName.parseFile("catalogue/" + node + "/2026-11-22.cat").orElseThrow();
    }

    private static List<Story> story(Random chance) {
        List<Story> story = new ArrayList<>();
        for (int batch = 0; batch < 12; batch++) {
            PoolId pool = chance.nextInt(3) == 0 ? OTHER : MAIN;
            NodeId node = NODES.get(chance.nextInt(NODES.size()));
            List<CatalogueRecord> entries = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                entries.add(entry(chance, node));
            }
            story.add(new Story(pool, node, entries));
        }
        story.add(new Story(OTHER, NODES.getFirst(), List.of(sealed(1, 1, 1, 10, 10))));
        return story;
    }

    private static CatalogueRecord entry(Random chance, NodeId node) {
        int camera = 1 + chance.nextInt(3);
        StreamId stream = Footage.camera(camera);
        int number = chance.nextInt(12);
        long run = 1L + chance.nextInt(2);
        long atUs = START + chance.nextInt(120) * SECOND;
        GapCause cause = CAUSES.get(chance.nextInt(CAUSES.size()));
        return switch (chance.nextInt(14)) {
            case 0, 1 -> new CatalogueRecord.SegmentOpened(name(camera, run, number), ClockQuality.ARRIVAL);
            case 2, 3, 4, 5, 6 -> sealed(camera, run, number, number * 10L, 10);
            case 7 ->
                new CatalogueRecord.SegmentSuspect(
                        name(camera, run, number), "EIO", shown(number, 7), number * 10L, 7, 700);
            case 8 -> new CatalogueRecord.SegmentDropped(name(camera, run, number));
            case 9 -> new CatalogueRecord.GapBegan(stream, atUs, cause);
            case 10 -> new CatalogueRecord.GapStored(new Gap(stream, new TimeSpan(atUs, atUs + 3 * SECOND), cause));
            case 11 ->
                new CatalogueRecord.SegmentEnded(
                        name(camera, run, number), shown(number, 5), number * 10L, 5, 500 + number);
            case 12 ->
                chance.nextBoolean()
                        ? new CatalogueRecord.Owned(stream, new Epoch(1 + chance.nextInt(4)), node, atUs)
                        : new CatalogueRecord.Released(stream, new Epoch(1 + chance.nextInt(4)), atUs);
            default ->
                new CatalogueRecord.Aligned(
                        stream, new RunId(run), new RunId(run + 1), 90, -SECOND, chance.nextInt(99), "same-bytes");
        };
    }

    private static SegmentName name(int camera, long run, int number) {
        return new SegmentName(
                Footage.camera(camera),
                START + number * 10L * SECOND,
                Epoch.FIRST,
                NODES.getFirst(),
                new RunId(run),
                number);
    }

    /// Some begin before the moment in their name: a clock that is being learnt moves first samples a little.
    private static TimeSpan shown(int number, int samples) {
        long startUs = START + number * 10L * SECOND;
        return new TimeSpan(startUs - (number + 2) % 3 * EARLY_US, startUs + samples * SECOND);
    }

    private static CatalogueRecord.SegmentSealed sealed(int camera, long run, int number, long first, int samples) {
        return new CatalogueRecord.SegmentSealed(
                name(camera, run, number), shown(number, samples), first, samples, 1_000, Sha256.NONE, number % 2 == 0);
    }

    private static TimeSpan span(Random chance) {
        long fromUs = START + chance.nextInt(100) * SECOND;
        return new TimeSpan(fromUs, fromUs + chance.nextInt(60) * SECOND);
    }

    private static List<Function<TableIndex, Object>> questions(Random chance) {
        List<Function<TableIndex, Object>> questions = new ArrayList<>();
        questions.add(TableIndex::streams);
        for (int camera = 1; camera <= 3; camera++) {
            StreamId stream = Footage.camera(camera);
            for (TimeSpan span : List.of(EVER, span(chance), span(chance))) {
                questions.add(index -> index.segments(stream, span));
                questions.add(index -> index.open(stream, span));
                questions.add(index -> index.gaps(stream, span));
                questions.add(index -> index.storedGaps(stream, span));
                questions.add(index -> index.held(stream, span).stream()
                        .sorted(Comparator.comparing(HeldRow::toString))
                        .toList());
            }
            questions.add(index -> index.closedExtent(stream));
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
