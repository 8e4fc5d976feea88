package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.footage.evidence.AuditCheck;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.wire.Asker;
import org.lidless.wire.Control;
import org.lidless.wire.ControlServer;
import org.lidless.wire.Upkeep;
import org.lidless.world.World;

final class AuditedControlTest {

    private static final Path CHAIN = Path.of("/data/audit");

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final SimulatedClock clock = new SimulatedClock(1_000_000);
    private final World world = SimulatedWorld.of(disk, clock, 1);
    private final List<String> done = new ArrayList<>();
    private AuditedControl control;

    @BeforeEach
    void open() throws IOException {
        disk.createDirectories(Path.of("/data"));
        control = new AuditedControl(confirming(), AuditTrail.open(world, CHAIN, "r1"), clock);
    }

    /// A node that is asked for nothing but to confirm deletions.
    private Control confirming() {
        return (Control) Proxy.newProxyInstance(
                Control.class.getClassLoader(), new Class<?>[] {Control.class}, (self, method, given) -> {
                    String pool = (String) given[0];
                    if (!pool.equals("main") && !pool.equals("other")) {
                        throw ProblemCode.NOTHING_FOUND.because(
                                "There is no pool " + pool + ".", "Safe.", "See there.");
                    }
                    done.add(pool);
                    return new Upkeep.Confirmed(pool, 0);
                });
    }

    private List<String> audit() throws IOException {
        List<String> lines = new ArrayList<>();
        AuditCheck.records(
                disk,
                CHAIN,
                each -> lines.add(each.who() + " " + each.act() + " " + each.subject() + ": " + each.outcome()));
        return lines;
    }

    @Test
    void whatWasDoneAndWhatWasRefusedIsWrittenDownOnce() throws IOException {
        control.confirmDeletion("main");
        control.by(new Asker("maria", "192.0.2.7")).confirmDeletion("main");
        assertThatThrownBy(() -> control.confirmDeletion("nowhere")).isInstanceOf(ProblemException.class);
        assertThat(audit())
                .containsExactly(
                        "r1 chain-begun the chain of r1: done",
                        "local deletion-confirmed pool main: done",
                        "maria deletion-confirmed pool main: done",
                        "local deletion-confirmed pool nowhere: refused LID-FOOT-001");
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() throws IOException {
        disk.failAt(1, SimulatedDisk.ENOSPC);
        assertThatThrownBy(() -> control.confirmDeletion("main"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.AUDIT_UNWRITABLE));
        assertThat(done).containsExactly("main");
        disk.failAt(1, SimulatedDisk.ENOSPC);
        assertThatThrownBy(() -> control.confirmDeletion("other")).isInstanceOf(ProblemException.class);
        assertThat(done).containsExactly("main");
        control.confirmDeletion("other");
        assertThat(audit())
                .containsExactly(
                        "r1 chain-begun the chain of r1: done",
                        "local deletion-confirmed pool main: done",
                        "local deletion-confirmed pool other: done");
    }

    @Test
    void aFloodOfRefusalsIsCounted() throws IOException {
        ControlServer.Refusals refusals = control;
        for (int i = 0; i < 1_000; i++) {
            refusals.refused("127.0.0.1", "GET /api/status");
        }
        assertThat(audit()).hasSize(61);
        clock.pauseUs(61_000_000);
        refusals.refused("127.0.0.1", "GET /api/status");
        assertThat(audit().getLast()).contains("and 940 more before it");
    }
}
