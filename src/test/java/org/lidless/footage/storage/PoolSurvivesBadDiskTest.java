package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;

/// A pool on a disk that lies about its directories, or cannot read one place.
final class PoolSurvivesBadDiskTest {

    private static final StreamId ONE = Footage.camera(1);
    private static final StreamId TWO = Footage.camera(2);

    private final SimulatedPool place = new SimulatedPool();

    PoolSurvivesBadDiskTest() throws IOException {}

    /// As a crash leaves it.
    private Path leaveOpen(Pool pool, StreamId stream, long run) throws IOException {
        SegmentHeader header = Footage.header(stream, run, 0, Footage.START_US, Sha256.NONE);
        SegmentWriter writer = pool.create(header, Footage.H264);
        writer.append(Footage.fragment(run, 0, 25, Footage.START_US, 200));
        return pool.path(header.name());
    }

    private void openIsRefused() {
        assertThatThrownBy(place::open)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.POOL_ERROR));
    }

    @Test
    void anEmptyListingForgetsNothing() throws IOException {
        try (Pool pool = place.open()) {
            leaveOpen(pool, ONE, 7);
        }
        List<SegmentRow> before = place.index.segments(SimulatedPool.MAIN);
        assertThat(before).hasSize(1);
        place.disk.listNothing(true);
        openIsRefused();
        assertThat(place.index.segments(SimulatedPool.MAIN)).isEqualTo(before);
        place.disk.listNothing(false);
        place.open().close();
        assertThat(place.index.segments(SimulatedPool.MAIN)).hasSize(1);
    }

    @Test
    void aCatalogueThatIsThereAndNotListedIsAFault() throws IOException {
        try (Pool pool = place.open()) {
            leaveOpen(pool, ONE, 7);
        }
        Path catalogues = SimulatedPool.DIRECTORY.resolve("catalogue").resolve(Footage.NODE.value());
        for (Path each : place.disk.list(catalogues)) {
            place.disk.rename(each, catalogues.resolve("elsewhere"));
        }
        openIsRefused();
        assertThat(place.index.segments(SimulatedPool.MAIN)).isNotEmpty();
    }

    @Test
    void anEmptyListingIsSaidWhileThePoolIsOpen() throws IOException {
        try (Pool pool = place.open()) {
            assertThat(pool.probe()).isEmpty();
            place.disk.listNothing(true);
            assertThat(pool.probe()).map(Problem::code).contains(ProblemCode.POOL_ERROR);
            assertThat(pool.probe().orElseThrow().what()).contains("does not list identity.json");
            place.disk.listNothing(false);
            assertThat(pool.probe()).isEmpty();
        }
    }

    @Test
    void oneSegmentThatCannotBeReadHoldsUpNoOther() throws IOException {
        Path bad;
        try (Pool pool = place.open()) {
            bad = leaveOpen(pool, ONE, 7);
            leaveOpen(pool, TWO, 8);
        }
        place.disk.unreadable(bad, true);
        try (Pool pool = Pool.open(
                place.world,
                SimulatedPool.MAIN,
                Footage.NODE,
                SimulatedPool.DIRECTORY,
                SimulatedPool.DATA,
                place.index)) {
            Recovery recovery = pool.recovery();
            recovery.survey(Progress.SILENT);
            Recovery.Outcome first = recovery.repair(Progress.SILENT);
            assertThat(first.sealed()).isEqualTo(1);
            assertThat(first.unread()).hasSize(1).allMatch(name -> name.stream().equals(ONE));
            place.disk.unreadable(bad, false);
            Recovery.Outcome second = recovery.repair(Progress.SILENT);
            assertThat(second.sealed()).isEqualTo(1);
            assertThat(second.unread()).isEmpty();
        }
        assertThat(place.index.segments(SimulatedPool.MAIN)).allMatch(row -> row.state() == SegmentState.SEALED);
        assertThat(place.index.gaps(SimulatedPool.MAIN))
                .allMatch(gap -> gap.gap().cause() == GapCause.RECORDER_DOWN);
    }
}
