package org.lidless.sim.kernel;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.lidless.control.management.Answer;
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
final class SimSite {

    static final long HOLD_DOWN_US = 5_000_000;

    private static final long SECOND_US = 1_000_000;
    private static final long FAULTS_FROM_US = 8 * SECOND_US;
    private static final long FAULTS_TO_US = 30 * SECOND_US;
    private static final long HEALED_US = 45 * SECOND_US;
    private static final long OPERATOR_US = 200_000;

    final SimKernel kernel;
    final SimNet net;
    final SimLog log;
    final Oracles oracles;
    final Mutant mutant;
    final List<SimManagement> managements = new ArrayList<>();
    final List<SimRecorder> recorders = new ArrayList<>();
    private final SplittableRandom faults;
    private final ArrayDeque<SiteCommand> commands = new ArrayDeque<>();
    private long lossySinceUs = Long.MIN_VALUE / 2;
    private boolean lossy;
    private boolean asked;

    SimSite(long seed, Mutant mutant) {
        // Each fourth site has one management server: it is never replaced, so its own stalls are what matters.
        List<String> members = seed % 4 == 0 ? List.of("m1") : List.of("m1", "m2", "m3");
        this.kernel = new SimKernel(seed);
        this.net = new SimNet(kernel);
        this.log = new SimLog(kernel, members.size());
        this.oracles = new Oracles(this);
        this.mutant = mutant;
        this.faults = kernel.random("faults");
        for (String name : members) {
            managements.add(new SimManagement(this, name));
        }
        for (String name : List.of("r1", "r2", "s1", "s2")) {
            recorders.add(new SimRecorder(this, name));
            Zone zone = new Zone(name.endsWith("1") ? "east" : "west");
            commands.add(new AddRecorder(new NodeId(name), name.startsWith("s"), zone, name + ".site:7400"));
        }
        for (int each = 1; each <= 6; each++) {
            commands.add(camera("cam-" + each, each % 2 == 0 ? "r1" : "r2", each == 6 ? 1 : 2));
        }
        kernel.after(OPERATOR_US, this::operate);
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
            commands.add(new RemoveCamera(new CameraId("cam-3")));
            commands.add(camera("cam-3", "r1", 2));
        });
        kernel.runUntil(FAULTS_TO_US);
        heal();
        kernel.runUntil(FAULTS_TO_US + HEALED_US);
        oracles.converged(managements, recorders);
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
                recorder.stepWall(faults.nextLong(-3_600 * SECOND_US, 3_600 * SECOND_US));
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
        lossy = true;
        net.loss(faults.nextDouble() * 0.3);
        kernel.after(us, this::stopLosing);
    }

    private void stopLosing() {
        net.loss(0);
        lossySinceUs = lossy ? kernel.nowUs() : lossySinceUs;
        lossy = false;
    }

    private void heal() {
        kernel.trace("healed");
        net.healAll();
        stopLosing();
        managements.forEach(SimNode::wake);
        recorders.forEach(SimNode::wake);
        managements.forEach(SimNode::start);
        recorders.forEach(SimNode::start);
    }

    /// When messages were last being lost; now, while they are.
    long lossySinceUs() {
        return lossy ? kernel.nowUs() : lossySinceUs;
    }

    boolean isSetUp() {
        return commands.isEmpty();
    }

    SimRecorder recorder(NodeId node) {
        return recorders.stream()
                .filter(each -> each.id().equals(node))
                .findFirst()
                .orElseThrow();
    }

    /// The operator gives one command after the other, to whoever leads, again and again until it is done.
    private void operate() {
        kernel.after(OPERATOR_US, this::operate);
        Optional<SimManagement> leader = managements.stream()
                .filter(each -> each.isRunning() && log.leadership(each).leading())
                .findFirst();
        if (asked || commands.isEmpty() || leader.isEmpty()) {
            return;
        }
        SiteCommand command = commands.getFirst();
        asked = true;
        // A server that dies never answers: the operator gives up waiting and asks again.
        kernel.after(3 * SECOND_US, () -> asked = false);
        leader.get().management().submit(command, answer -> {
            if (answer instanceof Answer.Done && command.equals(commands.peekFirst())) {
                commands.removeFirst();
            }
            asked = false;
        });
    }
}
