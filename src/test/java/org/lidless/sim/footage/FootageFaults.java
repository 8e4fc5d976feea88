package org.lidless.sim.footage;

import java.util.SplittableRandom;
import org.lidless.sim.kernel.SimKernel;
import org.lidless.sim.kernel.SimNode;

/// A seed's faults, and their end.
final class FootageFaults {

    private static final long SECOND_US = 1_000_000;

    private static final long LATE_US = 12_000_000;
    private static final int RELAPSES_MAX = 5;
    private static final int RELAPSE_ONE_IN = 5;

    private final FootageSite site;
    private final SimKernel kernel;
    private final SplittableRandom random;
    private int relapses;

    FootageFaults(FootageSite site) {
        this.site = site;
        this.kernel = site.kernel;
        this.random = kernel.random("faults");
    }

    void schedule(long untilUs) {
        for (long at = kernel.nowUs(); at < untilUs; at += random.nextLong(300_000, 6 * SECOND_US)) {
            kernel.after(at - kernel.nowUs(), this::fault);
        }
    }

    private void fault() {
        FootageRecorder recorder = any(site.recorders);
        FootageManagement management = any(site.managements);
        FilmedCamera camera = any(site.cameras);
        long lasts =
                random.nextInt(3) == 0 ? random.nextLong(50_000, 900_000) : random.nextLong(SECOND_US, 9 * SECOND_US);
        switch (random.nextInt(14)) {
            case 0, 1 -> killFor(recorder, lasts);
            case 2 -> crashLoop(recorder);
            case 3, 4 -> pauseFor(recorder, lasts);
            case 5 -> cutFor(recorder, any(site.recorders), lasts);
            case 6 -> cutFor(recorder, management, lasts);
            case 7 -> killFor(management, lasts);
            case 8 -> camera.reboot(lasts / 2);
            case 9 -> breakSession(camera, lasts / 4);
            case 10 -> loseOnSession(camera, lasts);
            case 11 -> {
                recorder.stepWall(random.nextLong(-3_600 * SECOND_US, 3_600 * SECOND_US));
                killFor(recorder, lasts / 2);
            }
            case 12 -> {
                kernel.trace(recorder.name + " disk full");
                recorder.disk.fullUntilUs = kernel.nowUs() + lasts;
            }
            default -> {
                kernel.trace(recorder.name + " disk hangs");
                recorder.disk.hangsUntilUs = kernel.nowUs() + lasts;
            }
        }
    }

    private <T> T any(java.util.List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void killFor(SimNode node, long us) {
        node.kill();
        kernel.after(us, node::start);
    }

    private void crashLoop(SimNode node) {
        long at = 0;
        for (int each = 0; each < 3; each++) {
            kernel.after(at, node::kill);
            at += random.nextLong(50_000, 1_500_000);
            kernel.after(at, node::start);
            at += random.nextLong(100_000, 3_000_000);
        }
    }

    private void pauseFor(SimNode node, long us) {
        node.pause();
        kernel.after(us, node::wake);
    }

    private void cutFor(SimNode a, SimNode b, long us) {
        site.net.cut(a, b);
        if (random.nextBoolean()) {
            site.net.cut(b, a);
        }
        kernel.after(us, site.net::healAll);
    }

    private void breakSession(FilmedCamera camera, long us) {
        if (!camera.sessions().isEmpty()) {
            any(camera.sessions()).broken(kernel.nowUs() + us);
        }
    }

    private void loseOnSession(FilmedCamera camera, long us) {
        if (!camera.sessions().isEmpty()) {
            CameraSession session = any(camera.sessions());
            session.lossy(random.nextInt(3, 20));
            kernel.after(us, () -> session.lossy(0));
        }
    }

    /// A recorder has just been given its cameras back: now and then it fails at once, also after all else was
    /// healed.
    void handedOver(FootageRecorder to, FilmedCamera camera) {
        boolean late = kernel.nowUs() > FootageSite.FAULTS_TO_US + LATE_US;
        if (late || relapses >= RELAPSES_MAX || random.nextInt(RELAPSE_ONE_IN) > 0) {
            return;
        }
        relapses++;
        if (random.nextBoolean()) {
            kernel.after(random.nextLong(2 * SECOND_US), () -> killFor(to, random.nextLong(50_000, 3 * SECOND_US)));
        } else {
            long untilUs = kernel.nowUs() + random.nextLong(2 * SECOND_US);
            camera.sessions().stream().filter(each -> each.recorder == to).forEach(each -> each.broken(untilUs));
        }
    }

    void heal() {
        kernel.trace("healed");
        site.net.healAll();
        site.managements.forEach(SimNode::wake);
        site.recorders.forEach(SimNode::wake);
        site.managements.forEach(SimNode::start);
        site.recorders.forEach(SimNode::start);
        for (FootageRecorder each : site.recorders) {
            each.disk.fullUntilUs = 0;
            each.disk.hangsUntilUs = 0;
        }
        for (FilmedCamera camera : site.cameras) {
            camera.sessions().forEach(session -> {
                session.lossy(0);
                session.broken(0);
            });
        }
    }
}
