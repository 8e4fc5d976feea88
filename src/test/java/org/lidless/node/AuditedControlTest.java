package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.Control;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ControlFile;
import org.lidless.wire.ControlServer;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.LockOrder;
import org.lidless.wire.Membership;
import org.lidless.wire.SiteDesk;
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
                    if (method.getName().equals("by")) {
                        return self;
                    }
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

    /// Whatever changes something, asked over the control address as a management server's door for browsers asks:
    /// one record each, in the name of who asked, and of nobody else.
    @Test
    void everyChangeIsWrittenDownOnceInTheNameOfWhoAsked() throws Exception {
        AuditedControl all = new AuditedControl(refusing(), AuditTrail.open(world, Path.of("/data/all"), "m1"), clock);
        try (ControlServer server =
                ControlServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), all, "token", all)) {
            Control anna = new ControlClient(new ControlFile("http://127.0.0.1:" + server.port(), "token", 1, "m1"))
                    .by(new Asker("anna", "192.0.2.7"));
            Instant at = Instant.parse("2026-11-22T10:00:00Z");
            List<Runnable> deeds = List.of(
                    () -> anna.startExport(
                            new ExportOrder("gate", "main", at, at.plusSeconds(1), "/tmp/out.mp4", false)),
                    () -> anna.cancelExport("x1"),
                    () -> anna.removeExport("x1"),
                    () -> anna.lock(new LockOrder("gate", at, at.plusSeconds(1), "a reason")),
                    () -> anna.unlock("1", "no reason"),
                    () -> anna.confirmDeletion("main"),
                    () -> anna.invite(new Membership.InvitationOrder("recorder", Optional.empty(), 60)),
                    () -> anna.dismiss("m3"),
                    () -> anna.site().orElseThrow().drain("r1"),
                    () -> anna.site().orElseThrow().giveBack("r1"),
                    () -> anna.site().orElseThrow().backup(),
                    () -> anna.site().orElseThrow().rollback(1, "anna"),
                    () -> anna.site()
                            .orElseThrow()
                            .apply(new ConfigOrder("site.yaml", "", Optional.empty(), "anna", "", false)));
            int before = 1;
            for (Runnable deed : deeds) {
                assertThatThrownBy(deed::run)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.NOTHING_FOUND));
                List<String> lines = who(Path.of("/data/all"));
                assertThat(lines.subList(before, lines.size())).containsExactly("anna 192.0.2.7");
                before = lines.size();
            }
        }
    }

    /// A management server that can do nothing that it is asked.
    private static Control refusing() {
        InvocationHandler nothing = (self, method, given) -> {
            throw ProblemCode.NOTHING_FOUND.because("There is no such thing.", "Safe.", "See there.");
        };
        ClassLoader loader = Control.class.getClassLoader();
        Object site = Proxy.newProxyInstance(loader, new Class<?>[] {SiteDesk.class}, nothing);
        return (Control) Proxy.newProxyInstance(
                loader, new Class<?>[] {Control.class}, (self, method, given) -> switch (method.getName()) {
                    case "by" -> self;
                    case "site" -> Optional.of(site);
                    case "exportFile" -> null;
                    default -> nothing.invoke(self, method, given);
                });
    }

    private List<String> who(Path chain) throws IOException {
        List<String> who = new ArrayList<>();
        AuditCheck.records(disk, chain, each -> who.add(each.who() + " " + each.from()));
        return who;
    }

    /// What a recorder does for a management server is in its own chain; here only that none could be asked.
    @Test
    void whatIsPassedOnIsWrittenDownWhereItIsDone() throws IOException {
        Control passing = (Control) Proxy.newProxyInstance(
                Control.class.getClassLoader(), new Class<?>[] {Control.class}, (self, method, given) -> {
                    if (method.getName().equals("unlock") && given[0].equals("away")) {
                        throw ProblemCode.NOT_REACHABLE.because("Nobody is there.", "Safe.", "See there.");
                    }
                    return method.getName().equals("by") ? self : null;
                });
        AuditedControl management =
                AuditedControl.ofManagement(passing, AuditTrail.open(world, Path.of("/data/m1"), "m1"), clock);
        Control anna = management.by(new Asker("anna", "192.0.2.7"));
        anna.unlock("1", "no reason");
        anna.exportFile("x1");
        assertThat(who(Path.of("/data/m1"))).hasSize(1);
        assertThatThrownBy(() -> anna.unlock("away", "no reason")).isInstanceOf(ProblemException.class);
        assertThat(who(Path.of("/data/m1"))).hasSize(2).endsWith("anna 192.0.2.7");
    }

    /// A file is fetched in parts of a mebibyte.
    @Test
    void aFileThatIsFetchedInPartsIsWrittenDownOnce() throws IOException {
        AuditedControl recorder =
                new AuditedControl(refusing(), AuditTrail.open(world, Path.of("/data/r1"), "r1"), clock);
        for (int part = 0; part < 5; part++) {
            recorder.by(new Asker("anna", "192.0.2.7")).exportFile("x1");
        }
        assertThat(who(Path.of("/data/r1"))).hasSize(2).endsWith("anna 192.0.2.7");
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
