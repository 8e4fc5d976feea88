package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Sha256;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.World;

/// A check of a pool that is stopped in the middle, and goes on.
final class CheckPlaceTest {

    private static final int SEGMENTS = 6;
    private static final long RUN = 7;

    private final SimulatedPool place = new SimulatedPool();
    private final SimulatedClock clock = new SimulatedClock(Footage.START_US);
    private String stopAt = "";
    private final World world = SimulatedWorld.of(place.disk, clock, 1);

    CheckPlaceTest() throws IOException {
        Sha256 before = Sha256.NONE;
        try (Pool pool = place.open()) {
            for (int i = 0; i < SEGMENTS; i++) {
                long startUs = Footage.START_US + i * 60_000_000L;
                SegmentWriter writer =
                        pool.create(Footage.header(SimulatedPool.CAMERA, RUN, i, startUs, before), Footage.H264);
                writer.append(Footage.fragment(RUN, i * 50L, 25, startUs, 200));
                writer.append(Footage.fragment(RUN, i * 50L + 25, 25, startUs, 200));
                before = writer.seal();
            }
        }
    }

    private List<SegmentRow> rows() {
        return place.index.segments(SimulatedPool.MAIN);
    }

    private void damage(SegmentRow row) throws IOException {
        place.flip(row.file(), row.bytes() / 2);
    }

    private List<Finding> check() throws IOException {
        return check(CheckPlace.in(world, SimulatedPool.DATA));
    }

    private List<Finding> check(CheckPlace at) throws IOException {
        return PoolCheck.pool(
                place.disk, SimulatedPool.DIRECTORY, Optional.empty(), (what, _, _) -> progress(what), at);
    }

    /// Takes long enough for the check's place to be written down after each segment.
    private void progress(String what) {
        clock.pauseUs(10_000_000);
        if (what.equals(stopAt)) {
            throw new IllegalStateException("a person pressed Ctrl-C");
        }
    }

    private void stopInTheMiddle() {
        stopAt = rows().get(3).file();
        assertThatThrownBy(this::check).hasMessageContaining("Ctrl-C");
        stopAt = "";
    }

    private static List<String> errors(List<Finding> findings) {
        return findings.stream()
                .filter(each -> each.severity() == Finding.Severity.ERROR)
                .map(Finding::file)
                .distinct()
                .toList();
    }

    @Test
    void aStoppedCheckGoesOnWithWhatItHadFound() throws IOException {
        damage(rows().get(1));
        stopInTheMiddle();
        // What is damaged behind its back is not read again, and shows that it went on.
        damage(rows().get(0));
        damage(rows().get(4));
        List<Finding> findings = check();
        assertThat(errors(findings))
                .containsExactly(rows().get(1).file(), rows().get(4).file());
        assertThat(findings).anyMatch(each -> each.text().contains("goes on: 3 segments"));
        assertThat(errors(check()))
                .as("it came to its end, so the next begins")
                .containsExactly(
                        rows().get(0).file(),
                        rows().get(1).file(),
                        rows().get(4).file());
    }

    @Test
    void aCheckThatWasStoppedTwiceSaysSoOnce() throws IOException {
        stopInTheMiddle();
        stopInTheMiddle();
        assertThat(check().stream().filter(each -> each.text().contains("goes on")))
                .hasSize(1);
    }

    @Test
    void anOldPlaceIsForgotten() throws IOException {
        stopInTheMiddle();
        damage(rows().get(0));
        clock.pauseUs(CheckPlace.OLD_US);
        assertThat(errors(check())).containsExactly(rows().get(0).file());
    }

    @Test
    void itBeginsAnewWhenThatIsAsked() throws IOException {
        stopInTheMiddle();
        damage(rows().get(0));
        CheckPlace at = CheckPlace.in(world, SimulatedPool.DATA);
        PoolCheck.forget(place.disk, SimulatedPool.DIRECTORY, at);
        assertThat(errors(check(at))).containsExactly(rows().get(0).file());
    }

    @Test
    void aSegmentThatTheDiskCannotReadIsNamedAndTheRestIsChecked() throws IOException {
        place.disk.unreadable(SimulatedPool.DIRECTORY.resolve(rows().get(2).file()), true);
        damage(rows().get(4));
        List<Finding> findings = check();
        assertThat(errors(findings))
                .containsExactly(rows().get(2).file(), rows().get(4).file());
        assertThat(findings).anyMatch(each -> each.text().contains("cannot read it: " + SimulatedDisk.EIO));
    }

    @Test
    void aReindexThatWasStoppedGoesOn() throws IOException {
        Path fourth = SimulatedPool.DIRECTORY.resolve(rows().get(3).file());
        List<SegmentRow> before = rows();
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            place.disk.listNothing(true);
            assertThatThrownBy(() -> resume(index)).isInstanceOf(IOException.class);
            place.disk.listNothing(false);
            Reindex.Outcome outcome = resume(index);
            assertThat(outcome.segments()).isEqualTo(SEGMENTS);
            assertThat(index.segments(SimulatedPool.MAIN)).isEqualTo(before);
            assertThat(place.disk.list(SimulatedPool.DATA))
                    .noneMatch(each -> each.toString().endsWith(".going"));
            place.disk.delete(fourth);
            assertThat(resume(index).segments()).isEqualTo(SEGMENTS - 1);
        }
    }

    private Reindex.Outcome resume(SqliteIndex index) throws IOException {
        return Reindex.resume(place.disk, SimulatedPool.DIRECTORY, index, Progress.SILENT, SimulatedPool.DATA);
    }
}
