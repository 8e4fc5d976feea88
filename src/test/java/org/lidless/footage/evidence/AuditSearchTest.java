package org.lidless.footage.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.TimeSpan;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.World;

/// The newest records of a chain of several files, whose clock was set back once.
final class AuditSearchTest {

    private static final Path CHAIN = Path.of("/data/audit");
    private static final int FILES = 5;
    private static final int OF_FILE = 20;
    private static final TimeSpan EVER = new TimeSpan(Long.MIN_VALUE, Long.MAX_VALUE);

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final SimulatedClock clock = new SimulatedClock(1_000_000_000);
    private final List<AuditRecord> all = new ArrayList<>();

    @BeforeEach
    void aChain() throws IOException {
        disk.createDirectories(Path.of("/data"));
        World world = SimulatedWorld.of(disk, clock, 1);
        for (int file = 0; file < FILES; file++) {
            try (AuditTrail trail = AuditTrail.open(world, CHAIN, "r1")) {
                for (int i = 0; i < OF_FILE; i++) {
                    clock.pauseUs(1_000_000);
                    trail.record(i % 3 == 0 ? "anna" : "bert", "10.0.0.7", AuditAct.LIVE_VIEWED, "gate", "done");
                }
            }
            if (file == 2) {
                clock.moveTo(clock.wallUs() - 30_000_000);
            }
        }
        AuditCheck.records(disk, CHAIN, all::add);
        all.sort(Comparator.comparingLong(AuditRecord::atUs)
                .thenComparingLong(AuditRecord::number)
                .reversed());
    }

    @Test
    void theNewestAreFoundWhateverIsKnownOfTheFiles() throws IOException {
        AuditSearch search = new AuditSearch(disk, CHAIN);
        for (int limit : new int[] {1, 7, 45, 1_000, 7, 1}) {
            assertThat(search.newest(EVER, each -> true, limit)).isEqualTo(all.subList(0, Math.min(limit, all.size())));
        }
    }

    @Test
    void onlyWhatIsAskedForIsFound() throws IOException {
        AuditSearch search = new AuditSearch(disk, CHAIN);
        TimeSpan middle = new TimeSpan(all.get(70).atUs(), all.get(30).atUs());
        for (int turn = 0; turn < 2; turn++) {
            assertThat(search.newest(middle, each -> each.who().equals("anna"), 1_000))
                    .isEqualTo(all.stream()
                            .filter(each -> middle.contains(each.atUs()))
                            .filter(each -> each.who().equals("anna"))
                            .toList())
                    .isNotEmpty();
        }
    }
}
