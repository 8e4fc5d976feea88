package org.lidless.footage.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Sha256;
import org.lidless.world.World;

/// An adversary who can write the files: whatever is changed is noticed, with the chain alone or against a head that
/// was kept elsewhere.
final class AuditCheckTest {

    private static final int RECORDS = 9;

    private final World world = World.real();
    private AuditHead head = AuditHead.NONE;
    private List<String> lines = new ArrayList<>();

    @TempDir
    private Path place;

    @BeforeEach
    void aChain() throws IOException {
        Path chain = place.resolve("audit");
        try (AuditTrail trail = AuditTrail.open(world, chain, "r1")) {
            for (int i = 1; i < RECORDS; i++) {
                trail.record("local", "127.0.0.1", AuditAct.EXPORT_STARTED, "cam-" + i, AuditRecord.DONE);
            }
            head = trail.head();
        }
        AuditCheck.read(world.disk(), chain, lines::add);
    }

    private AuditReport check(List<String> changed, AuditHead... kept) throws IOException {
        Path file = Files.writeString(place.resolve("log"), String.join("\n", changed) + "\n");
        return AuditCheck.check(world.disk(), file, List.of(kept));
    }

    private List<String> changed(int index, UnaryOperator<String> change) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(index, change.apply(changed.get(index)));
        return changed;
    }

    /// The line with another camera and the hash that fits.
    private static String forged(String line) {
        AuditLine decoded = AuditLine.decode(line).orElseThrow();
        return forged(decoded.record(), decoded.previous());
    }

    private static String forged(AuditRecord record, Sha256 previous) {
        return AuditLine.of(
                        new AuditRecord(
                                record.number(),
                                record.atUs(),
                                record.who(),
                                record.from(),
                                record.act(),
                                "cam-99",
                                record.outcome()),
                        previous)
                .text();
    }

    @Test
    void aChainAsItWasWrittenIsUnbroken() throws IOException {
        AuditReport report = check(lines, head);
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isEqualTo(RECORDS);
        assertThat(report.head()).isEqualTo(head);
    }

    @Test
    void anEditedRecordIsNamed() throws IOException {
        for (int i = 0; i < RECORDS; i++) {
            AuditReport report = check(
                    changed(i, line -> line.replace("127.0.0.1", "10.0.0.1").replace("r1", "r2")));
            assertThat(report.isUnbroken()).isFalse();
            assertThat(report.findings()).extracting(AuditFinding::number).contains((long) i + 1);
        }
    }

    @Test
    void aRecordThatWasEditedAndHashedAgainDoesNotFit() throws IOException {
        for (int i = 0; i < RECORDS - 1; i++) {
            assertThat(check(changed(i, AuditCheckTest::forged)).isUnbroken()).isFalse();
        }
        assertThat(check(changed(RECORDS - 1, AuditCheckTest::forged), head).isUnbroken())
                .isFalse();
    }

    @Test
    void aRemovedRecordIsMissed() throws IOException {
        for (int i = 0; i < RECORDS - 1; i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.remove(i);
            assertThat(check(changed).isUnbroken()).as("record " + (i + 1)).isFalse();
        }
    }

    @Test
    void recordsThatChangedPlacesAreNamed() throws IOException {
        List<String> changed = new ArrayList<>(lines);
        Collections.swap(changed, 3, 4);
        assertThat(check(changed).isUnbroken()).isFalse();
    }

    @Test
    void aForkIsNamed() throws IOException {
        List<String> changed = new ArrayList<>(lines);
        changed.add(5, forged(lines.get(4)));
        assertThat(check(changed).isUnbroken()).isFalse();
        assertThat(check(lines, head, new AuditHead(head.number(), Sha256.NONE)).isUnbroken())
                .isFalse();
    }

    @Test
    void aTailThatWasCutShowsAgainstAHead() throws IOException {
        List<String> changed = lines.subList(0, RECORDS - 2);
        assertThat(check(changed).isUnbroken()).isTrue();
        AuditReport report = check(changed, head);
        assertThat(report.isUnbroken()).isFalse();
        assertThat(report.findings().getLast().text()).contains("its tail was cut");
    }

    @Test
    void aChainThatWasWrittenAnewShowsAgainstAHead() throws IOException {
        List<String> changed = new ArrayList<>();
        Sha256 previous = Sha256.NONE;
        for (String line : lines) {
            AuditRecord record = AuditLine.decode(line).orElseThrow().record();
            changed.add(forged(record, previous));
            previous = AuditLine.decode(changed.getLast()).orElseThrow().hash();
        }
        assertThat(check(changed).isUnbroken()).isTrue();
        assertThat(check(changed, head).isUnbroken()).isFalse();
    }

    @Test
    void somethingThatIsNoRecordIsNamed() throws IOException {
        List<String> changed = new ArrayList<>(lines);
        changed.add(4, "{\"number\":5}");
        assertThat(check(changed).isUnbroken()).isFalse();
    }

    @Test
    void halfARecordAtTheEndIsNoTampering() throws IOException {
        Path chain = place.resolve("audit");
        Path file = AuditFiles.of(world.disk(), chain).getLast();
        Files.writeString(file, Files.readString(file) + lines.getLast().substring(0, 40));
        assertThat(AuditCheck.check(world.disk(), chain, List.of(head)).isUnbroken())
                .isTrue();
        AuditTrail.open(world, chain, "r1").close();
        AuditReport report = AuditCheck.check(world.disk(), chain, List.of(head));
        assertThat(report.isUnbroken()).isTrue();
        assertThat(report.records()).isEqualTo(RECORDS + 1);
        assertThat(report.findings()).hasSize(1);
    }
}
