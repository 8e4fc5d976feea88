package org.lidless.footage.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedDisk.PowerCut;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.World;

final class AuditTrailTest {

    private static final Path CHAIN = Path.of("/data/audit");
    private static final int RECORDS = 6;

    private static World world(SimulatedDisk disk) {
        return SimulatedWorld.of(disk, new SimulatedClock(1_000_000), 1);
    }

    private static SimulatedDisk fresh(long seed) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(seed);
        disk.createDirectories(Path.of("/data"));
        disk.forceDirectory(Path.of("/"));
        return disk;
    }

    /// Asks for exports one after the other; answers with those whose record was durable.
    private static List<String> play(SimulatedDisk disk, List<String> stored) throws IOException {
        try (AuditTrail trail = AuditTrail.open(world(disk), CHAIN, "r1")) {
            for (int i = 0; i < RECORDS; i++) {
                String subject = "export " + i;
                try {
                    trail.record("local", "127.0.0.1", AuditAct.EXPORT_STARTED, subject, AuditRecord.DONE);
                    stored.add(subject);
                } catch (IOException failed) {
                    assertThat(failed).hasMessageContaining(SimulatedDisk.EIO);
                }
            }
        }
        return stored;
    }

    private static List<String> subjects(SimulatedDisk disk) throws IOException {
        List<String> subjects = new ArrayList<>();
        AuditCheck.records(disk, CHAIN, each -> subjects.add(each.subject()));
        return subjects;
    }

    @Test
    void aChainGoesOnAfterARestart() throws IOException {
        SimulatedDisk disk = fresh(1);
        play(disk, new ArrayList<>());
        play(disk, new ArrayList<>());
        AuditReport report = AuditCheck.check(disk, CHAIN, List.of());
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isEqualTo(1 + 2 * RECORDS);
        assertThat(report.head().number()).isEqualTo(1 + 2 * RECORDS);
    }

    @Test
    void everyFailingWriteOrForceIsSurvivedAndNothingIsMissingOrOutOfOrder() throws IOException {
        SimulatedDisk whole = fresh(1);
        long before = whole.operations();
        play(whole, new ArrayList<>());
        long operations = whole.operations() - before;
        for (long n = 1; n <= operations; n++) {
            SimulatedDisk disk = fresh(n);
            List<String> stored = new ArrayList<>();
            disk.failAt(n, SimulatedDisk.EIO);
            try {
                play(disk, stored);
            } catch (IOException atTheStart) {
                assertThat(stored).isEmpty();
            }
            play(disk, stored);
            AuditReport report = AuditCheck.check(disk, CHAIN, List.of());
            assertThat(report.isUnbroken())
                    .as("I/O " + n + ": " + report.findings())
                    .isTrue();
            assertThat(subjects(disk)).as("I/O " + n).containsAll(stored);
        }
    }

    @Test
    void aPowerCutAnywhereLosesNoRecordThatWasReportedDurable() throws IOException {
        SimulatedDisk whole = fresh(1);
        long before = whole.persistencePoints();
        play(whole, new ArrayList<>());
        long points = whole.persistencePoints() - before;
        for (long n = 1; n <= points; n++) {
            for (long seed = 0; seed < 8; seed++) {
                SimulatedDisk disk = fresh(seed);
                List<String> stored = new ArrayList<>();
                disk.cutAt(n);
                assertThatThrownBy(() -> play(disk, stored)).isInstanceOf(PowerCut.class);
                SimulatedDisk found = disk.crash(seed);
                found.createDirectories(Path.of("/data"));
                play(found, new ArrayList<>());
                AuditReport report = AuditCheck.check(found, CHAIN, List.of());
                String where = "point " + n + ", seed " + seed + ": " + report.findings();
                assertThat(report.isUnbroken()).as(where).isTrue();
                assertThat(subjects(found).subList(0, 1 + stored.size()))
                        .as(where)
                        .containsAll(stored);
            }
        }
    }

    @Test
    void longTextsAreCutAndFilesFollowEachOther() throws IOException {
        SimulatedDisk disk = fresh(1);
        String text = "x".repeat(5_000);
        try (AuditTrail trail = AuditTrail.open(world(disk), CHAIN, "r1")) {
            for (int i = 0; i < 900; i++) {
                trail.record("local", "127.0.0.1", AuditAct.ACCESS_REFUSED, text, "LID-REQ-002");
            }
        }
        assertThat(disk.list(CHAIN)).hasSize(2);
        AuditReport report = AuditCheck.check(disk, CHAIN, List.of());
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isEqualTo(901);
        AuditCheck.records(
                disk, CHAIN, each -> assertThat(each.subject().length()).isLessThanOrEqualTo(AuditTrail.TEXT_MAX));
    }
}
