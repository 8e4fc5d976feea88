package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.retention.PoolLimits;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.World;

/// A pool that gives up what is too old or too much.
final class RetentionTest {

    private static final StreamId CAMERA = SimulatedPool.CAMERA;
    private static final long NOW = Footage.START_US;
    private static final long HOUR = 3_600_000_000L;
    private static final long MINUTE = 60_000_000L;

    private final SimulatedPool place = new SimulatedPool();
    private final SimulatedClock clock = new SimulatedClock(NOW);
    private final World world = SimulatedWorld.of(place.disk, clock, 5);

    RetentionTest() throws IOException {}

    private Pool open() throws IOException {
        Pool pool = Pool.open(
                world, SimulatedPool.MAIN, Footage.NODE, SimulatedPool.DIRECTORY, SimulatedPool.DATA, place.index);
        pool.recover(Progress.SILENT);
        return pool;
    }

    /// One sealed segment of a second.
    private static SegmentName write(Pool pool, int number, long startUs) throws IOException {
        SegmentHeader header = Footage.header(CAMERA, 7 + number, 0, startUs, Sha256.NONE);
        SegmentWriter writer = pool.create(header, Footage.H264);
        writer.append(Footage.fragment(7 + number, 0, 25, startUs, 1_000));
        writer.seal();
        return header.name();
    }

    private Retention retention(Pool pool, PoolLimits limits, RetentionRule rule) {
        TreeMap<org.lidless.domain.PoolId, PoolLimits> all = new TreeMap<>();
        all.put(SimulatedPool.MAIN, limits);
        return new Retention(
                world,
                pool,
                place.index,
                () -> new RetentionSettings(all, rule, new TreeMap<>(), RetentionSettings.Subs.NONE),
                Whereabouts.ALONE);
    }

    private static PoolLimits limits(long size, long quarantineUs) {
        return new PoolLimits(OptionalLong.of(0), OptionalLong.of(size), 95, 90, 20, quarantineUs);
    }

    private static RetentionRule hours(long age) {
        return new RetentionRule(OptionalLong.of(age * HOUR), OptionalLong.empty(), 0);
    }

    private List<GapCause> causes() {
        return place.index.gaps(CAMERA, SimulatedPool.EVER).stream()
                .map(Gap::cause)
                .filter(cause -> cause != GapCause.RECORDER_DOWN)
                .toList();
    }

    private int segments() {
        return place.index.segments(SimulatedPool.MAIN).size();
    }

    @Test
    void whatIsTooOldGoesIntoQuarantineAndIsPurgedLater() throws IOException {
        try (Pool pool = open()) {
            SegmentName old = write(pool, 0, NOW - 3 * HOUR);
            for (int i = 1; i <= 20; i++) {
                write(pool, i, NOW - HOUR + i * MINUTE);
            }
            Retention retention = retention(pool, limits(Long.MAX_VALUE, HOUR), hours(2));
            retention.tick();
            assertThat(segments()).isEqualTo(20);
            assertThat(causes()).containsExactly(GapCause.EXPIRED);
            assertThat(place.disk.exists(pool.path(old))).isFalse();
            QuarantinedRow waiting = pool.quarantine().waiting().getFirst();
            assertThat(place.disk.exists(
                            SimulatedPool.DIRECTORY.resolve(old.file() + Quarantine.MARK + waiting.token())))
                    .isTrue();
            assertThat(retention.status().expired()).isEqualTo(1);
            assertThat(PoolCheck.pool(place.disk, SimulatedPool.DIRECTORY, Optional.of(place.index), Progress.SILENT))
                    .allMatch(finding -> finding.severity() == Finding.Severity.NOTE);

            clock.moveTo(NOW + 30 * MINUTE);
            retention.tick();
            assertThat(pool.quarantine().waiting()).as("not yet").isNotEmpty();
            for (int i = 1; i <= 3; i++) {
                clock.moveTo(NOW + 90 * MINUTE + i * MINUTE);
                retention.tick();
            }
            assertThat(pool.quarantine().waiting()).noneMatch(row -> row.name().equals(old));
        }
    }

    @Test
    void restoredFootageIsMissedByAStalePurge() throws IOException {
        try (Pool pool = open()) {
            SegmentName name = write(pool, 0, NOW);
            SegmentRow row = place.index.segment(SimulatedPool.MAIN, name).orElseThrow();
            var leaving = new Quarantine.Leaving(row, "a test", Optional.of(GapCause.EXPIRED));
            Quarantine quarantine = pool.quarantine();
            quarantine.expire(List.of(leaving));
            List<QuarantinedRow> stale = quarantine.waiting();
            assertThat(quarantine.restore(name)).isTrue();
            quarantine.purge(stale);
            assertThat(place.index.segment(SimulatedPool.MAIN, name)).contains(row);
            assertThat(place.disk.exists(pool.path(name))).isTrue();

            quarantine.expire(List.of(leaving));
            quarantine.purge(stale);
            assertThat(quarantine.waiting())
                    .as("deleted again, under another token")
                    .hasSize(1);
            assertThat(quarantine.restore(name)).isTrue();
            assertThat(quarantine.restore(name)).as("it is not there any more").isFalse();
        }
    }

    @Test
    void aReaderReadsOnWhenItsSegmentExpires() throws IOException {
        try (Pool pool = open()) {
            SegmentName name = write(pool, 0, NOW);
            SegmentRow row = place.index.segment(SimulatedPool.MAIN, name).orElseThrow();
            try (SegmentReader reader = SegmentReader.open(place.disk, SimulatedPool.DIRECTORY, row)) {
                pool.quarantine().expire(List.of(new Quarantine.Leaving(row, "a test", Optional.empty())));
                pool.quarantine().purge(pool.quarantine().waiting());
                assertThat(reader.rest()).hasSize(1).noneMatch(StoredFragment::damaged);
            }
        }
    }

    @Test
    void aFullPoolMakesRoomAndGoesOn() throws IOException {
        try (Pool pool = open()) {
            long size = 0;
            Retention retention = retention(
                    pool, limits(600_000, 0), new RetentionRule(OptionalLong.empty(), OptionalLong.empty(), 0));
            for (int i = 0; i < 100; i++) {
                write(pool, i, NOW + i * MINUTE);
                clock.moveTo(NOW + i * MINUTE);
                retention.tick();
                size = Math.max(size, pool.usage().bytes());
            }
            assertThat(size).isBetween(500_000L, 600_000L);
            assertThat(place.index.gaps(CAMERA, SimulatedPool.EVER))
                    .as("gaps of what follows each other are one")
                    .hasSizeLessThan(100);
            assertThat(retention.status().problem()).isEmpty();
            pool.countAnew();
            assertThat(pool.usage().bytes()).isEqualTo(retention.status().usedBytes());
        }
    }

    @Test
    void aSlipInTheSettingsDeletesNothingUntilAPersonConfirms() throws IOException {
        try (Pool pool = open()) {
            for (int i = 0; i < 40; i++) {
                write(pool, i, NOW - 40 * HOUR + i * HOUR);
            }
            Retention retention = retention(pool, limits(Long.MAX_VALUE, 0), hours(5));
            retention.tick();
            assertThat(segments()).isEqualTo(40);
            assertThat(retention.status().problem().orElseThrow().code()).isEqualTo(ProblemCode.DELETION_STOPPED);
            assertThat(retention.status().stoppedBytes()).isPositive();
            clock.moveTo(NOW + 11_000_000);
            retention.tick();
            assertThat(segments()).isEqualTo(40);

            assertThat(retention.confirm()).isPositive();
            clock.moveTo(NOW + 30_000_000);
            retention.tick();
            assertThat(segments()).isLessThan(7);
            assertThat(retention.status().problem()).isEmpty();
        }
    }

    @Test
    void aCrashBetweenCatalogueAndFileIsSettled() throws IOException {
        try (Pool pool = open()) {
            SegmentName name = write(pool, 0, NOW);
            SegmentRow row = place.index.segment(SimulatedPool.MAIN, name).orElseThrow();
            pool.store(List.of(new CatalogueRecord.SegmentExpired(name, row.span(), row.bytes(), "ab", "a test", NOW)));
        }
        try (Pool pool = open()) {
            assertThat(place.disk.exists(SimulatedPool.DIRECTORY.resolve(
                            pool.quarantine().waiting().getFirst().name().file() + Quarantine.MARK + "ab")))
                    .isTrue();
            pool.quarantine().purge(pool.quarantine().waiting());
            assertThat(pool.quarantine().waiting()).isEmpty();
        }
    }
}
