package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Whose loss it is when a recorder does not record.
final class OwnershipTest {

    private static final StreamId CAMERA = SimulatedPool.CAMERA;
    private static final StreamId OTHER = Footage.camera(2);
    private static final long NOW = Footage.START_US;
    private static final long SECOND = 1_000_000;

    private final SimulatedPool place = new SimulatedPool();

    OwnershipTest() throws IOException {}

    private static void write(Pool pool, StreamId stream, long run) throws IOException {
        SegmentWriter writer = pool.create(Footage.header(stream, run, 0, NOW, Sha256.NONE), Footage.H264);
        writer.append(Footage.fragment(run, 0, 10, NOW, 100));
    }

    private List<GapCause> causes(StreamId stream) {
        return place.index.gaps(stream, SimulatedPool.EVER).stream()
                .map(Gap::cause)
                .toList();
    }

    @Test
    void onlyWhatIsOwnedOrWasBeingWrittenIsMissedAfterACrash() throws IOException {
        StreamId spilled = Footage.camera(3);
        try (Pool pool = place.open()) {
            pool.owned(CAMERA, Epoch.FIRST, NOW);
            write(pool, CAMERA, 7);
            SegmentWriter over = pool.create(Footage.header(OTHER, 8, 0, NOW, Sha256.NONE), Footage.H264);
            over.append(Footage.fragment(8, 0, 10, NOW, 100));
            over.seal();
            write(pool, spilled, 9);
        }
        try (Pool pool = place.open()) {
            assertThat(causes(CAMERA)).containsExactly(GapCause.RECORDER_DOWN);
            assertThat(causes(OTHER)).as("written once, and never owned").isEmpty();
            assertThat(causes(spilled))
                    .as("its owner may have been away: perhaps nobody else has what came then")
                    .containsExactly(GapCause.RECORDER_DOWN);
            pool.released(CAMERA, Epoch.FIRST, NOW + 5 * SECOND);
            assertThat(pool.runningGap(CAMERA)).as("ends with the release").isEmpty();
        }
        try (Pool pool = place.open()) {
            assertThat(pool.runningGap(CAMERA)).as("released").isEmpty();
            pool.owned(CAMERA, Epoch.FIRST.next(), NOW + 9 * SECOND);
        }
        try (Pool pool = place.open()) {
            assertThat(pool.runningGap(CAMERA)).as("owned again").isPresent();
        }
    }

    @Test
    void aStopWritesDownOnlyWhatIsOwned() throws IOException {
        try (Pool pool = place.open()) {
            pool.owned(CAMERA, Epoch.FIRST, NOW);
            pool.released(OTHER, Epoch.FIRST, NOW);
            pool.gapBegan(OTHER, NOW, GapCause.NETWORK);
            write(pool, CAMERA, 7);
            pool.stopped(NOW + 5 * SECOND);
            assertThat(causes(CAMERA)).containsExactly(GapCause.RECORDER_DOWN);
            assertThat(place.index.gaps(OTHER, SimulatedPool.EVER))
                    .containsExactly(new Gap(OTHER, new TimeSpan(NOW, NOW + 5 * SECOND), GapCause.NETWORK));
        }
    }

    @Test
    void aPoolThatNeverSaidWhoOwnsWhatMissesEverything() throws IOException {
        try (Pool pool = place.open()) {
            write(pool, CAMERA, 7);
        }
        try (Pool pool = place.open()) {
            assertThat(pool.runningGap(CAMERA)).isPresent();
        }
    }

    @Test
    void anOwnerIsFollowedByTheNextEpochWhateverItSaysItself() throws IOException {
        PoolPairs pairs = new PoolPairs();
        pairs.say("r1", new CatalogueRecord.Owned(CAMERA, new Epoch(1), new NodeId("r1"), 100));
        pairs.say("s1", new CatalogueRecord.Owned(CAMERA, new Epoch(2), new NodeId("s1"), 200));
        pairs.say("r1", new CatalogueRecord.Owned(CAMERA, new Epoch(3), new NodeId("r1"), 300));
        pairs.say("s1", new CatalogueRecord.Released(CAMERA, new Epoch(2), 310));
        assertThat(pairs.index.ownership(CAMERA))
                .containsExactly(
                        new OwnershipRow(CAMERA, new Epoch(1), new NodeId("r1"), new TimeSpan(100, 200)),
                        new OwnershipRow(CAMERA, new Epoch(2), new NodeId("s1"), new TimeSpan(200, 300)),
                        new OwnershipRow(
                                CAMERA, new Epoch(3), new NodeId("r1"), new TimeSpan(300, SegmentRow.OPEN_END_US)));
    }

    /// An index that is told entries directly.
    private static final class PoolPairs {
        final SqliteIndex index = SqliteIndex.inMemory();

        PoolPairs() {
            index.attach(SimulatedPool.MAIN, "x");
        }

        void say(String node, CatalogueRecord entry) {
            index.applyFound(SimulatedPool.MAIN, new NodeId(node), List.of(entry));
        }
    }
}
