package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// Several recorders, one directory.
final class SharedPoolTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final StreamId CAMERA = SimulatedPool.CAMERA;
    private static final PoolPlace SHARED = new PoolPlace(SimulatedPool.MAIN, SimulatedPool.DIRECTORY, true);

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final World world = SimulatedWorld.of(disk, new SimulatedClock(Footage.START_US), 1);
    private final SqliteIndex indexOfR1 = SqliteIndex.inMemory();
    private final SqliteIndex indexOfS1 = SqliteIndex.inMemory();

    SharedPoolTest() throws IOException {
        disk.createDirectories(SimulatedPool.DIRECTORY);
        disk.createDirectories(Path.of("/data/r1"));
        disk.createDirectories(Path.of("/data/s1"));
    }

    private Pool open(NodeId node) throws IOException {
        Pool pool = Pool.open(
                world, SHARED, node, Path.of("/data").resolve(node.value()), node.equals(R1) ? indexOfR1 : indexOfS1);
        pool.recover(Progress.SILENT);
        return pool;
    }

    private static SegmentWriter write(Pool pool, long run, int number) throws IOException {
        long startUs = Footage.START_US + number * 400_000L;
        SegmentWriter writer =
                pool.create(Footage.header(pool.owner(), CAMERA, run, number, startUs, Sha256.NONE), Footage.H264);
        writer.append(Footage.fragment(run, number * 10L, 10, Footage.START_US, 100));
        return writer;
    }

    private List<Finding> verify(SqliteIndex index) throws IOException {
        return PoolCheck.pool(disk, SimulatedPool.DIRECTORY, Optional.of(index), Progress.SILENT);
    }

    @Test
    void eachWritesItsOwnAndSeesTheOthers() throws IOException {
        try (Pool first = open(R1);
                Pool second = open(S1)) {
            write(first, 7, 0).seal();
            SegmentWriter open = write(second, 8, 1);
            first.lookAround();
            second.lookAround();
            assertThat(indexOfR1.segments(CAMERA, SimulatedPool.EVER))
                    .isEqualTo(indexOfS1.segments(CAMERA, SimulatedPool.EVER))
                    .hasSize(2);
            open.seal();
            first.lookAround();
            assertThat(indexOfR1.segments(CAMERA, SimulatedPool.EVER))
                    .allMatch(row -> row.state() == SegmentState.SEALED);
            assertThat(verify(indexOfR1)).isEmpty();
            assertThat(second.releaseCopy(open.header().name(), Sha256.NONE))
                    .as("the only copy")
                    .isFalse();
            assertThatThrownBy(() -> first.drop(open.header().name())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void eachRecoversOnlyItsOwn() throws IOException {
        Pool second = open(S1);
        SegmentWriter open = write(second, 8, 1);
        try (Pool first = open(R1)) {
            write(first, 7, 0);
        }
        try (Pool first = open(R1)) {
            assertThat(indexOfR1.segments(CAMERA, SimulatedPool.EVER))
                    .extracting(SegmentRow::state)
                    .containsExactly(SegmentState.SEALED, SegmentState.OPEN);
            open.append(Footage.fragment(8, 20, 10, Footage.START_US, 100));
            open.seal();
            first.lookAround();
            assertThat(indexOfR1.segments(CAMERA, SimulatedPool.EVER))
                    .extracting(SegmentRow::samples)
                    .containsExactly(10L, 20L);
        }
        second.close();
    }

    @Test
    void anHeirEndsWhatADeadWriterLeftOpenAndTheWritersOwnWordOverridesIt() throws IOException {
        Pool first = open(R1);
        SegmentWriter left = write(first, 7, 0);
        try (Pool second = open(S1)) {
            SegmentRow dead = indexOfS1.segments(CAMERA, SimulatedPool.EVER).getFirst();
            assertThat(second.ended(dead)).isPresent();
            SegmentRow ended = indexOfS1.segments(CAMERA, SimulatedPool.EVER).getFirst();
            assertThat(ended.state()).isEqualTo(SegmentState.ENDED);
            assertThat(ended.span()).isEqualTo(left.span());
            assertThat(ended.bytes()).isEqualTo(left.bytes());
            assertThat(verify(indexOfS1)).allMatch(finding -> finding.severity() == Finding.Severity.NOTE);
            left.append(Footage.fragment(7, 10, 10, Footage.START_US, 100));
            try (SegmentReader reader = SegmentReader.open(disk, SimulatedPool.DIRECTORY, ended)) {
                assertThat(reader.rest()).as("what came later is late").hasSize(1);
            }
            first.close();
            try (Pool again = open(R1)) {
                second.lookAround();
                SegmentRow sealed =
                        indexOfS1.segments(CAMERA, SimulatedPool.EVER).getFirst();
                assertThat(sealed.state()).isEqualTo(SegmentState.SEALED);
                assertThat(sealed.samples())
                        .as("recovery of its own keeps what the heir did not see")
                        .isEqualTo(20);
                again.lookAround();
                assertThat(indexOfR1.segments(CAMERA, SimulatedPool.EVER)).containsExactly(sealed);
            }
        }
    }

    @Test
    void anHeirFindsWhatOnlyTheDeadWritersJournalHas() throws IOException {
        var journaled = new PoolPlace(SimulatedPool.MAIN, SimulatedPool.DIRECTORY, true, ForceMode.JOURNAL);
        Pool first = Pool.open(world, journaled, R1, Path.of("/data/r1"), indexOfR1);
        first.recover(Progress.SILENT);
        SegmentWriter left = write(first, 7, 0);
        String file = left.header().name().file();
        try (Pool second = open(S1)) {
            try (DiskFile segment = disk.open(SimulatedPool.DIRECTORY.resolve(file))) {
                segment.truncate(0);
            }
            SegmentRow dead = indexOfS1.segments(CAMERA, SimulatedPool.EVER).getFirst();
            assertThat(second.ended(dead)).as("as after a power loss").isPresent();
            SegmentRow ended = indexOfS1.segments(CAMERA, SimulatedPool.EVER).getFirst();
            assertThat(ended.bytes()).isEqualTo(left.bytes());
            try (SegmentReader reader = SegmentReader.open(disk, SimulatedPool.DIRECTORY, ended)) {
                assertThat(reader.load(reader.rest().getFirst())).isInstanceOf(LoadedFragment.Intact.class);
            }
        }
        left.append(Footage.fragment(7, 10, 10, Footage.START_US, 100));
        assertThat(left.seal()).isNotEqualTo(Sha256.NONE);
        first.close();
        assertThat(verify(indexOfR1)).isEmpty();
    }

    @Test
    void whateverOrderCataloguesAreReadInTheRowsAreTheSame() throws IOException {
        NodeId third = new NodeId("s2");
        Pool first = open(R1);
        List<SegmentRow> left = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            SegmentWriter writer = write(first, 7, number);
            if (number == 1) {
                writer.seal();
            } else if (number == 2) {
                writer.abandon("a disk that fails");
            } else if (number == 3) {
                writer.drop();
            }
        }
        first.lookAround();
        left.addAll(indexOfR1.segments(SimulatedPool.MAIN));
        List<List<CatalogueRecord>> logs = List.of(entries(R1), heirs(left, 400), heirs(left, 300));
        List<NodeId> nodes = List.of(R1, S1, third);
        List<SegmentRow> expected = List.of();
        for (long seed = 1; seed <= 40; seed++) {
            SqliteIndex index = SqliteIndex.inMemory();
            index.attach(SimulatedPool.MAIN, "x");
            List<Integer> turns = new ArrayList<>();
            for (int log = 0; log < logs.size(); log++) {
                turns.addAll(Collections.nCopies(logs.get(log).size(), log));
            }
            Collections.shuffle(turns, new Random(seed));
            int[] places = new int[logs.size()];
            for (int log : turns) {
                CatalogueRecord entry = logs.get(log).get(places[log]++);
                index.applyFound(SimulatedPool.MAIN, nodes.get(log), List.of(entry));
            }
            List<SegmentRow> rows = index.segments(SimulatedPool.MAIN);
            expected = expected.isEmpty() ? rows : expected;
            assertThat(rows).as("seed %s", seed).isEqualTo(expected);
        }
        assertThat(expected)
                .extracting(SegmentRow::state)
                .containsExactly(
                        SegmentState.ENDED,
                        SegmentState.SEALED,
                        SegmentState.SUSPECT,
                        SegmentState.ENDED,
                        SegmentState.ENDED);
        assertThat(expected.getFirst().bytes())
                .as("of two heirs the one that saw more")
                .isEqualTo(400);
    }

    private List<CatalogueRecord> entries(NodeId node) throws IOException {
        List<CatalogueRecord> all = new ArrayList<>();
        for (CatalogueName name : IndexFeed.catalogues(disk, SimulatedPool.DIRECTORY)) {
            if (name.node().equals(node)) {
                CatalogueScan.walk(
                        disk.openToRead(SimulatedPool.DIRECTORY.resolve(name.file())),
                        CatalogueScan.MAGIC_BYTES,
                        new CatalogueScan.Visitor() {
                            @Override
                            public void frame(long from, long to, List<CatalogueRecord> entries) {
                                all.addAll(entries);
                            }

                            @Override
                            public void damaged(long from, long to) {
                                throw new AssertionError("damaged");
                            }
                        });
            }
        }
        return all;
    }

    private static List<CatalogueRecord> heirs(List<SegmentRow> rows, long bytes) {
        return rows.stream()
                .<CatalogueRecord>map(row -> new CatalogueRecord.SegmentEnded(
                        row.name(),
                        new org.lidless.domain.TimeSpan(
                                row.name().startUs(), row.name().startUs() + bytes),
                        0,
                        10,
                        bytes))
                .toList();
    }

    @Test
    void bothSidesMustSayThatItIsShared() throws IOException {
        open(R1).close();
        assertThatThrownBy(() -> Pool.open(
                        world, SimulatedPool.MAIN, R1, SimulatedPool.DIRECTORY, Path.of("/data/r1"), indexOfR1))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("LID-POOL-002")
                .hasMessageContaining("a pool that several recorders share");
        disk.createDirectories(Path.of("/own"));
        Pool.open(world, SimulatedPool.MAIN, R1, Path.of("/own"), Path.of("/data/r1"), indexOfR1)
                .close();
        assertThatThrownBy(() -> Pool.open(
                        world,
                        new PoolPlace(SimulatedPool.MAIN, Path.of("/own"), true),
                        S1,
                        Path.of("/data/s1"),
                        indexOfS1))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("made for recorder r1 alone");
    }

    @Test
    void aNodeOpensItOnceOnly() throws IOException {
        try (Pool pool = open(R1)) {
            assertThatThrownBy(() -> open(pool.owner()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("LID-POOL-006");
        }
    }

    @Test
    void whileAnotherMakesItItIsWaitedFor() throws Exception {
        AutoCloseable making =
                disk.tryLock(SimulatedPool.DIRECTORY.resolve("lock")).orElseThrow();
        assertThatThrownBy(() -> open(R1)).isInstanceOf(ProblemException.class).hasMessageContaining("LID-POOL-006");
        making.close();
        open(R1).close();
    }
}
