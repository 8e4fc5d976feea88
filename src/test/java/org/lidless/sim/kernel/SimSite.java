package org.lidless.sim.kernel;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.control.site.SiteCommand.RemoveCamera;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;

/// A whole site in one thread: one or three management servers, two primaries, two standbys, six cameras, and a seed's
/// faults.
final class SimSite implements ControlWorld {

    static final long HOLD_DOWN_US = 5_000_000;

    private static final long SECOND_US = 1_000_000;
    private static final long FAULTS_FROM_US = 8 * SECOND_US;
    private static final long FAULTS_TO_US = 30 * SECOND_US;
    private static final long HEALED_US = 45 * SECOND_US;

    final SimKernel kernel;
    final SimNet net;
    final SimLog log;
    final Failures failures;
    final ControlOracles control;
    final ControlFlaw flaw;
    final List<SimManagement> managements = new ArrayList<>();
    final List<SimRecorder> recorders = new ArrayList<>();
    private final SplittableRandom faults;
    private final Operator operator;

    SimSite(long seed, ControlFlaw flaw) {
        // Each fourth site has one management server: it is never replaced, so its own stalls are what matters.
        List<String> members = seed % 4 == 0 ? List.of("m1") : List.of("m1", "m2", "m3");
        this.kernel = new SimKernel(seed);
        this.net = new SimNet(kernel);
        this.log = new SimLog(kernel, members.size());
        this.failures = new Failures(kernel);
        this.control = new ControlOracles(this, failures);
        this.flaw = flaw;
        this.operator = new Operator(this);
        this.faults = kernel.random("faults");
        for (String name : members) {
            managements.add(new SimManagement(this, name));
        }
        for (String name : List.of("r1", "r2", "s1", "s2")) {
            recorders.add(new SimRecorder(this, name));
            Zone zone = new Zone(name.endsWith("1") ? "east" : "west");
            operator.wants(new AddRecorder(new NodeId(name), name.startsWith("s"), zone, name + ".site:7400"));
        }
        for (int each = 1; each <= 6; each++) {
            operator.wants(camera("cam-" + each, each % 2 == 0 ? "r1" : "r2", each == 6 ? 1 : 2));
        }
    }

    private static SiteCommand camera(String name, String primary, int sessions) {
        CameraAddress address =
                new CameraAddress(URI.create("rtsp://" + name + "/main"), Transport.TCP, Optional.empty());
        return new AddCamera(new CameraId(name), address, new NodeId(primary), 50, sessions);
    }

    /// Faults, healing, and time to settle; then everything must be as it should be.
    void run() {
        for (long at = FAULTS_FROM_US; at < FAULTS_TO_US; at += faults.nextLong(300_000, 6 * SECOND_US)) {
            kernel.after(at, this::fault);
        }
        kernel.after(20 * SECOND_US, () -> {
            operator.wants(new RemoveCamera(new CameraId("cam-3")));
            operator.wants(camera("cam-3", "r1", 2));
        });
        kernel.runUntil(FAULTS_TO_US);
        heal();
        kernel.runUntil(FAULTS_TO_US + HEALED_US);
        converged();
    }

    /// Set up, and left alone until everything is at home and shadowed.
    void settle() {
        kernel.runUntil(FAULTS_FROM_US + 4 * SECOND_US);
        log.calm();
    }

    /// How long it takes until this holds; fails after the limit.
    long usUntil(BooleanSupplier holds, long limitUs) {
        long from = kernel.nowUs();
        while (!holds.getAsBoolean()) {
            if (kernel.nowUs() - from > limitUs) {
                throw new AssertionError("not after " + limitUs + " µs");
            }
            kernel.runUntil(kernel.nowUs() + 10_000);
        }
        return kernel.nowUs() - from;
    }

    private void fault() {
        SimRecorder recorder = recorders.get(faults.nextInt(recorders.size()));
        SimManagement management = managements.get(faults.nextInt(managements.size()));
        long lasts =
                faults.nextInt(3) == 0 ? faults.nextLong(50_000, 900_000) : faults.nextLong(SECOND_US, 9 * SECOND_US);
        switch (faults.nextInt(9)) {
            case 0, 1 -> killFor(recorder, lasts);
            case 2 -> pauseFor(recorder, lasts);
            case 3 -> killFor(management, lasts);
            case 4 -> {
                pauseFor(management, lasts);
                log.nodePaused(management);
            }
            case 5 -> cutFor(recorder, management, lasts);
            case 6 -> cutFor(recorder, recorders.get(faults.nextInt(recorders.size())), lasts);
            case 7 -> loseFor(lasts);
            default -> {
                log.depose();
                SimNode wrong = faults.nextBoolean() ? recorder : management;
                wrong.stepWall(faults.nextLong(-3_600 * SECOND_US, 3_600 * SECOND_US));
            }
        }
    }

    void killFor(SimNode node, long us) {
        node.kill();
        kernel.after(us, node::start);
    }

    void pauseFor(SimNode node, long us) {
        node.pause();
        kernel.after(us, node::wake);
    }

    private void cutFor(SimNode a, SimNode b, long us) {
        net.cut(a, b);
        if (faults.nextBoolean()) {
            net.cut(b, a);
        }
        kernel.after(us, net::healAll);
    }

    private void loseFor(long us) {
        net.loss(faults.nextDouble() * 0.3);
        kernel.after(us, () -> net.loss(0));
    }

    private void heal() {
        kernel.trace("healed");
        net.healAll();
        managements.forEach(SimNode::wake);
        recorders.forEach(SimNode::wake);
        managements.forEach(SimNode::start);
        recorders.forEach(SimNode::start);
    }

    private void converged() {
        Site site = managements.getFirst().site();
        if (!operator.isDone()) {
            failures.fail("CONVERGES", "the commands were never all done");
        }
        control.converged();
        site.cameras().values().forEach(camera -> {
            Ownership held = site.ownership(camera.id());
            if (!held.owner().equals(camera.primary())) {
                failures.fail("CONVERGES", camera.id() + " is still at " + held.owner());
            }
            if (camera.canBeShadowed() && held.shadow().isEmpty()) {
                failures.fail("CONVERGES", camera.id() + " has no shadow");
            }
        });
    }

    boolean isSetUp() {
        return operator.isDone();
    }

    SimRecorder recorder(NodeId node) {
        return recorders.stream()
                .filter(each -> each.id().equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public SimKernel kernel() {
        return kernel;
    }

    @Override
    public SimNet net() {
        return net;
    }

    @Override
    public SimLog log() {
        return log;
    }

    @Override
    public ControlOracles control() {
        return control;
    }

    @Override
    public ControlFlaw flaw() {
        return flaw;
    }

    @Override
    public List<SimManagement> managements() {
        return managements;
    }

    @Override
    public List<SimRecorder> recorders() {
        return recorders;
    }

    @Override
    public long holdDownUs() {
        return HOLD_DOWN_US;
    }

    @Override
    public int sessionsOf(CameraId camera) {
        return camera.value().equals("cam-6") ? 1 : 2;
    }
}
