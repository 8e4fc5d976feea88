package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.footage.storage.CatalogueMirror.Want;
import org.lidless.footage.storage.CatalogueRecord.Aligned;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.DiskFile;

/// A peer's pool in this node's index: the same rows as the peer's own, however the bytes came.
final class CatalogueMirrorTest {

    private static final PoolId REMOTE = PoolId.of(Footage.NODE, SimulatedPool.MAIN);
    private static final long DAY_US = 86_400_000_000L;

    private final SimulatedPool place = new SimulatedPool();
    private final SqliteIndex here = SqliteIndex.inMemory();

    CatalogueMirrorTest() throws IOException {}

    /// Three days of a recorder: segments that are sealed a day after they were opened, gaps, ownership, alignment.
    private void record() throws IOException {
        try (Pool pool = place.open()) {
            for (int day = 0; day < 3; day++) {
                ((SimulatedClock) place.world.clock()).moveTo(Footage.START_US + day * DAY_US);
                long startUs = Footage.START_US + day * DAY_US;
                pool.owned(Footage.camera(day), new Epoch(day + 1), startUs);
                for (int i = 0; i < 20; i++) {
                    int number = day * 100 + i;
                    SegmentWriter writer = pool.create(
                            Footage.header(SimulatedPool.CAMERA, 7, number, startUs + i, Sha256.NONE), Footage.H264);
                    writer.append(Footage.fragment(7, number * 10L, 5, Footage.START_US, 50));
                    if (i % 3 > 0) {
                        writer.seal();
                    }
                }
                pool.gapBegan(Footage.camera(2), startUs, GapCause.NETWORK);
                pool.aligned(new Aligned(
                        SimulatedPool.CAMERA, new RunId(1), new RunId(2 + day), day, -day, 25, "same-bytes"));
            }
            pool.released(Footage.camera(1), new Epoch(2), Footage.START_US + 3 * DAY_US);
            pool.gapEnded(Footage.camera(2), Footage.START_US + 3 * DAY_US);
        }
    }

    private Map<String, Long> lengths() throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        for (CatalogueName name : IndexFeed.catalogues(place.disk, SimulatedPool.DIRECTORY)) {
            lengths.put(name.file(), (long) bytes(name.file()).length);
        }
        return lengths;
    }

    private byte[] bytes(String file) throws IOException {
        return place.disk.readWhole(SimulatedPool.DIRECTORY.resolve(file), 1 << 24);
    }

    private ByteBuffer piece(String file, long from, int max) throws IOException {
        byte[] whole = bytes(file);
        return ByteBuffer.wrap(whole, (int) from, (int) Math.min(max, whole.length - from));
    }

    private int follow(CatalogueMirror mirror, int max) throws IOException {
        int pieces = 0;
        List<Want> wants = mirror.wants(lengths());
        while (!wants.isEmpty()) {
            for (Want want : wants) {
                mirror.take(want.file(), want.from(), piece(want.file(), want.from(), max));
                pieces++;
            }
            wants = mirror.wants(lengths());
        }
        return pieces;
    }

    private void assertSame() {
        assertThat(here.segments(REMOTE))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pool")
                .isEqualTo(place.index.segments(SimulatedPool.MAIN));
        assertThat(here.segments(REMOTE))
                .isNotEmpty()
                .allMatch(row -> row.pool().equals(REMOTE));
        assertThat(here.gaps(REMOTE)).isEqualTo(place.index.gaps(SimulatedPool.MAIN));
        for (int camera = 0; camera < 4; camera++) {
            assertThat(here.ownership(Footage.camera(camera))).isEqualTo(place.index.ownership(Footage.camera(camera)));
            assertThat(here.alignments(Footage.camera(camera)))
                    .isEqualTo(place.index.alignments(Footage.camera(camera)));
        }
    }

    @Test
    void aPeersPoolIsSeenAsThePeerSeesIt() throws IOException {
        record();
        CatalogueMirror mirror = new CatalogueMirror(here, REMOTE, "id");
        follow(mirror, CatalogueMirror.PIECE_BYTES);
        assertSame();
        assertThat(mirror.applied()).isEqualTo(lengths());
        assertThat(here.segments(REMOTE, SimulatedPool.CAMERA)).isEqualTo(here.segments(REMOTE));
        assertThat(here.alignments(SimulatedPool.CAMERA)).hasSize(3);
        assertThat(here.ownership(Footage.camera(1)).getFirst().span().toUs()).isEqualTo(Footage.START_US + 3 * DAY_US);
    }

    @Test
    void howeverTheBytesComeTheRowsAreTheSame() throws IOException {
        record();
        for (long seed = 1; seed <= 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            here.forget(REMOTE);
            CatalogueMirror mirror = new CatalogueMirror(here, REMOTE, "id");
            Map<String, Long> known = new TreeMap<>();
            lengths().forEach((file, length) -> known.put(file, random.nextLong(length + 1)));
            while (!known.equals(lengths()) || !mirror.wants(known).isEmpty()) {
                for (Want want : mirror.wants(known)) {
                    int most = (int) (known.getOrDefault(want.file(), 0L) - want.from());
                    mirror.take(want.file(), want.from(), piece(want.file(), want.from(), most));
                }
                if (random.nextInt(3) == 0) {
                    mirror = new CatalogueMirror(here, REMOTE, "id");
                }
                for (Map.Entry<String, Long> file : lengths().entrySet()) {
                    long more = random.nextInt(4) == 0 ? file.getValue() : random.nextLong(2_000);
                    known.computeIfPresent(file.getKey(), (name, length) -> Math.min(file.getValue(), length + more));
                }
            }
            assertThat(here.segments(REMOTE)).as("seed %s", seed).hasSize(60);
            assertSame();
        }
    }

    @Test
    void aPieceThatIsOutOfPlaceChangesNothing() throws IOException {
        record();
        CatalogueMirror mirror = new CatalogueMirror(here, REMOTE, "id");
        String file = lengths().keySet().iterator().next();
        assertThat(mirror.take(file, 100, piece(file, 100, 1000))).isZero();
        assertThat(here.segments(REMOTE)).isEmpty();
        long end = mirror.take(file, 0, piece(file, 0, 1 << 20));
        assertThat(mirror.take(file, 0, piece(file, 0, 1 << 20))).isEqualTo(end);
    }

    @Test
    void aLateFileIsNeverTakenBehindALaterOne() throws IOException {
        record();
        CatalogueMirror mirror = new CatalogueMirror(here, REMOTE, "id");
        List<String> files = new ArrayList<>(lengths().keySet());
        mirror.take(files.getLast(), 0, piece(files.getLast(), 0, 1 << 20));
        assertThat(mirror.take(files.getFirst(), 0, piece(files.getFirst(), 0, 1 << 20)))
                .isZero();
        follow(mirror, CatalogueMirror.PIECE_BYTES);
        assertSame();
    }

    @Test
    void aPoolThatBecameShorterOrIsAnotherOneIsBegunAgain() throws IOException {
        record();
        follow(new CatalogueMirror(here, REMOTE, "id"), CatalogueMirror.PIECE_BYTES);
        String file = lengths().keySet().iterator().next();
        place.cut(file, lengths().getOrDefault(file, 0L) / 2);
        CatalogueMirror mirror = new CatalogueMirror(here, REMOTE, "id");
        follow(mirror, CatalogueMirror.PIECE_BYTES);
        Reindexed rebuilt = new Reindexed();
        assertThat(here.segments(REMOTE))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pool")
                .isEqualTo(rebuilt.index.segments(SimulatedPool.MAIN));
        assertThat(follow(mirror, CatalogueMirror.PIECE_BYTES))
                .as("a torn tail is fetched once")
                .isZero();
        new CatalogueMirror(here, REMOTE, "another");
        assertThat(here.segments(REMOTE)).isEmpty();
        assertThat(here.streams()).isEmpty();
    }

    @Test
    void aFileThatGivesLessThanWasToldIsNotAskedForAgainAndAgain() throws IOException {
        record();
        CatalogueMirror mirror = new CatalogueMirror(here, REMOTE, "id");
        String file = lengths().keySet().iterator().next();
        Map<String, Long> told = Map.of(file, lengths().getOrDefault(file, 0L) + 100);
        int asked = 0;
        List<Want> wants = mirror.wants(told);
        while (!wants.isEmpty()) {
            Want want = wants.getFirst();
            mirror.take(file, want.from(), piece(file, want.from(), 1 << 20));
            assertThat(++asked).isLessThan(5);
            wants = mirror.wants(told);
        }
        assertThat(mirror.applied()).containsEntry(file, lengths().get(file));
    }

    /// Only the catalogues, read from front to end.
    private final class Reindexed {
        final SqliteIndex index = SqliteIndex.inMemory();

        Reindexed() throws IOException {
            index.attach(SimulatedPool.MAIN, "x");
            new IndexFeed(place.disk, SimulatedPool.MAIN, SimulatedPool.DIRECTORY, index).catchUp();
        }
    }

    @Test
    void damageIsSteppedOverEvenWhenItIsLongerThanAPiece() throws IOException {
        record();
        SimulatedDisk disk = place.disk;
        CatalogueName last = IndexFeed.catalogues(disk, SimulatedPool.DIRECTORY).getLast();
        Path path = SimulatedPool.DIRECTORY.resolve(last.next().file());
        ByteBuffer frame = CatalogueScan.frames(List.of(
                        new CatalogueRecord.Owned(Footage.camera(9), Epoch.FIRST, new NodeId("r1"), Footage.START_US)))
                .getFirst()
                .bytes();
        try (DiskFile file = disk.create(path)) {
            ByteBuffer magic = ByteBuffer.allocate(8).putLong(0, CatalogueScan.MAGIC);
            ByteBuffer zeros = ByteBuffer.allocate(3 * CatalogueMirror.PIECE_BYTES + 17);
            file.write(new ByteBuffer[] {magic, zeros, frame}, 0);
        }
        CatalogueMirror mirror = new CatalogueMirror(here, REMOTE, "id");
        follow(mirror, CatalogueMirror.PIECE_BYTES);
        assertThat(here.ownership(Footage.camera(9))).hasSize(1);
        assertThat(mirror.applied()).isEqualTo(lengths());
    }
}
