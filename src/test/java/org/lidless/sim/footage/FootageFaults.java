package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lidless.domain.NodeId;
import org.lidless.sim.kernel.SimKernel;
import org.lidless.sim.kernel.SimNode;

/// Does to the site what a scenario says, and ends it again.
final class FootageFaults {

    /// So long after all was healed nothing fails any more, µs.
    private static final long LATE_US = 12_000_000;

    private final FootageSite site;
    private final SimKernel kernel;
    private final List<Step.Relapse> relapses = new ArrayList<>();
    private int handovers;
    private long healedUs = Long.MAX_VALUE - LATE_US;

    FootageFaults(FootageSite site) {
        this.site = site;
        this.kernel = site.kernel;
    }

    void play(Step step) {
        switch (step) {
            case Step.Run run -> kernel.runUntil(kernel.nowUs() + run.us());
            case Step.Kill it -> kill(node(it.node()), it.us());
            case Step.Freeze it -> freeze(node(it.node()), it.us());
            case Step.Drain it -> site.drain(new NodeId(it.node()), it.us());
            case Step.Cut it -> cut(node(it.from()), node(it.to()), it.us());
            case Step.Lose it -> {
                site.net.loss(it.percent() / 100.0);
                kernel.after(it.us(), () -> site.net.loss(0));
            }
            case Step.Depose _ -> site.log.depose();
            case Step.StepWall it -> node(it.node()).stepWall(it.us());
            case Step.Disk it -> disk(recorder(it.node()), it.trouble(), it.us());
            case Step.Reboot it -> camera(it.camera()).reboot(it.us());
            case Step.Deaf it -> {
                long untilUs = kernel.nowUs() + it.us();
                sessions(it.camera(), it.recorder()).forEach(each -> each.broken(untilUs));
            }
            case Step.Lossy it -> {
                List<CameraSession> hit = sessions(it.camera(), it.recorder()).toList();
                hit.forEach(each -> each.lossy(it.percent()));
                kernel.after(it.us(), () -> hit.forEach(each -> each.lossy(0)));
            }
            case Step.Relapse it -> relapses.add(it);
            case Step.Heal _ -> heal();
            case Step.Settle _ -> site.settle();
        }
    }

    private void kill(SimNode node, long us) {
        node.kill();
        kernel.after(us, node::start);
    }

    private void freeze(SimNode node, long us) {
        node.pause();
        site.log.nodePaused(node);
        kernel.after(us, node::wake);
    }

    private void cut(SimNode from, SimNode to, long us) {
        site.net.cut(from, to);
        kernel.after(us, () -> site.net.heal(from, to));
    }

    private void disk(FootageRecorder recorder, Step.Trouble trouble, long us) {
        long untilUs = kernel.nowUs() + us;
        switch (trouble) {
            case FULL -> recorder.disk.fullUntilUs = untilUs;
            case HANGS -> recorder.disk.hangsUntilUs = untilUs;
            case FAILS -> recorder.disk.failsUntilUs = untilUs;
        }
    }

    /// A recorder has just been given a camera back: under some scenarios it fails soon.
    void handedOver(FootageRecorder to, FilmedCamera camera) {
        handovers++;
        for (Step.Relapse each : relapses) {
            if (each.nth() == handovers && kernel.nowUs() < healedUs + LATE_US) {
                kernel.after(each.afterUs(), () -> relapse(to, camera, each));
            }
        }
    }

    private void relapse(FootageRecorder node, FilmedCamera camera, Step.Relapse how) {
        if (how.kill()) {
            kill(node, how.us());
        } else {
            long untilUs = kernel.nowUs() + how.us();
            sessions(camera.id.value(), node.name).forEach(each -> each.broken(untilUs));
        }
    }

    private void heal() {
        kernel.tell("all is whole again");
        healedUs = kernel.nowUs();
        site.net.healAll();
        site.managements.forEach(SimNode::wake);
        site.recorders.forEach(SimNode::wake);
        site.managements.forEach(SimNode::start);
        site.recorders.forEach(SimNode::start);
        site.recorders.forEach(each -> each.disk.healed());
        for (FilmedCamera camera : site.cameras) {
            camera.sessions().forEach(session -> {
                session.lossy(0);
                session.broken(0);
            });
        }
    }

    private Stream<CameraSession> sessions(String camera, String recorder) {
        return camera(camera).sessions().stream().filter(each -> each.recorder.name.equals(recorder));
    }

    private SimNode node(String name) {
        return Stream.<SimNode>concat(site.recorders.stream(), site.managements.stream())
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + name));
    }

    private FootageRecorder recorder(String name) {
        return site.recorders.stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no recorder " + name));
    }

    private FilmedCamera camera(String name) {
        return site.cameras.stream()
                .filter(each -> each.id.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no camera " + name));
    }
}
