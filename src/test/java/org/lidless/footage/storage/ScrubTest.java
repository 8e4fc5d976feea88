package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.sim.SimulatedDisk;

/// Reading a pool again, and putting it in order.
final class ScrubTest {

    private static final StreamId CAMERA = SimulatedPool.CAMERA;

    private final SimulatedPool place = new SimulatedPool();

    ScrubTest() throws IOException {}

    private static SegmentName write(Pool pool, int number) throws IOException {
        long startUs = Footage.START_US + number * 60_000_000L;
        SegmentHeader header = Footage.header(CAMERA, 7 + number, 0, startUs, Sha256.NONE);
        SegmentWriter writer = pool.create(header, Footage.H264);
        writer.append(Footage.fragment(7 + number, 0, 25, startUs, 200));
        writer.append(Footage.fragment(7 + number, 25, 25, startUs, 200));
        writer.append(Footage.fragment(7 + number, 50, 25, startUs, 200));
        writer.seal();
        return header.name();
    }

    private Scrub scrub(Pool pool) {
        return new Scrub(place.world, pool, place.index, SimulatedPool.DATA.resolve("scrub-main.txt"), place.disk);
    }

    private List<Gap> damage() {
        return place.index.gaps(CAMERA, SimulatedPool.EVER).stream()
                .filter(gap -> gap.cause() == GapCause.SEGMENT_DAMAGED)
                .toList();
    }

    @Test
    void damageIsAStoredGapOnce() throws IOException {
        try (Pool pool = place.open()) {
            SegmentName bad = write(pool, 0);
            write(pool, 1);
            SegmentRow row = place.index.segment(SimulatedPool.MAIN, bad).orElseThrow();
            place.flip(bad.file(), row.bytes() / 2);
            Scrub scrub = scrub(pool);
            assertThat(scrub.next()).isTrue();
            assertThat(scrub.next()).isTrue();
            assertThat(scrub.next()).as("the round is over").isFalse();
            assertThat(damage()).hasSize(1);
            assertThat(damage().getFirst().span().durationUs()).isBetween(900_000L, 1_200_000L);
            assertThat(scrub.status().checked()).isEqualTo(2);
            assertThat(scrub.status().damaged()).isEqualTo(1);
            assertThat(scrub.status().problem()).isPresent();

            Scrub again = scrub(pool);
            again.next();
            assertThat(damage()).as("known already").hasSize(1);
        }
    }

    @Test
    void itGoesOnWhereItWas() throws IOException {
        try (Pool pool = place.open()) {
            for (int i = 0; i < 3; i++) {
                write(pool, i);
            }
            scrub(pool).next();
            Scrub after = scrub(pool);
            assertThat(after.next()).isTrue();
            assertThat(after.next()).isTrue();
            assertThat(after.next()).as("two were left").isFalse();
        }
    }

    @Test
    void whatIsMissingIsSaidAndNotWrittenDown() throws IOException {
        try (Pool pool = place.open()) {
            SegmentName lost = write(pool, 0);
            place.disk.delete(SimulatedPool.DIRECTORY.resolve(lost.file()));
            Scrub scrub = scrub(pool);
            scrub.next();
            assertThat(scrub.status().missing()).isEqualTo(1);
            assertThat(damage()).isEmpty();
        }
    }

    @Test
    void whatTheDiskCannotReadIsPassedOverAndSaid() throws IOException {
        try (Pool pool = place.open()) {
            SegmentName bad = write(pool, 0);
            write(pool, 1);
            place.disk.unreadable(SimulatedPool.DIRECTORY.resolve(bad.file()), true);
            Scrub scrub = scrub(pool);
            assertThatThrownBy(scrub::next).hasMessage(SimulatedDisk.EIO);
            assertThatThrownBy(scrub::next).hasMessage(SimulatedDisk.EIO);
            assertThat(scrub.next()).as("passed over").isTrue();
            assertThat(scrub.next()).as("the other one").isTrue();
            assertThat(scrub.next()).as("the round is over").isFalse();
            assertThat(scrub.status().unreadable()).isEqualTo(1);
            assertThat(scrub.status().problem()).isPresent();
            assertThat(damage()).as("it may be read another time").isEmpty();
        }
    }

    @Test
    void aListingThatLacksMostIsNotBelieved() throws IOException {
        try (Pool pool = place.open()) {
            for (int i = 0; i < 20; i++) {
                place.disk.delete(SimulatedPool.DIRECTORY.resolve(write(pool, i).file()));
            }
            try (SqliteIndex rebuilt = SqliteIndex.inMemory()) {
                Reindex.Outcome outcome = Reindex.run(place.disk, SimulatedPool.DIRECTORY, rebuilt, Progress.SILENT);
                assertThat(outcome.segments()).isEqualTo(20);
                assertThat(outcome.findings())
                        .hasSize(1)
                        .allMatch(each -> each.text().contains("not believed"));
            }
        }
    }

    @Test
    void aRehearsedRepairWritesNothing() throws IOException {
        try (Pool pool = place.open()) {
            write(pool, 0);
            pool.create(Footage.header(CAMERA, 90, 0, Footage.START_US, Sha256.NONE), Footage.H264)
                    .append(Footage.fragment(90, 0, 25, Footage.START_US, 200));
        }
        long before = place.disk.persistencePoints();
        PoolRepair.Outcome outcome = PoolRepair.rehearse(place.world, SimulatedPool.DIRECTORY);
        assertThat(outcome.sealed()).isEqualTo(1);
        assertThat(place.disk.persistencePoints()).isEqualTo(before);
    }
}
