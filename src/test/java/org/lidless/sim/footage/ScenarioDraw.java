package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lidless.domain.NodeId;
import org.lidless.sim.footage.SitePlan.CameraPlan;
import org.lidless.sim.footage.SitePlan.RecorderPlan;

/// Draws a scenario from a seed: time to set up, a safety phase in which everything may fail, healing, convergence.
/// Under each third seed only one thing fails, which is what the promises are about.
final class ScenarioDraw {

    private static final long FAULTS_FROM_US = 8_000_000;
    private static final long MILLI_US = 1_000;
    private static final int SAFETY_MS = 14_000;
    private static final int RELAPSES_MAX = 5;
    private static final int RELAPSE_ONE_IN = 5;
    private static final int HANDOVERS = 16;
    /// Under so many seeds once, the standby bears two cameras of three: enough for any one primary.
    private static final int FULL_ONE_IN = 16;

    private static final int FULL_AT = 11;

    private final long seed;
    private final SplittableRandom random;
    private final SitePlan site;
    private final List<String> recorders;
    private final List<String> managements = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private ScenarioDraw(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L);
        this.site = site();
        this.recorders =
                site.recorders().stream().map(each -> each.node().value()).toList();
        for (int each = 1; each <= site.managements(); each++) {
            managements.add("m" + each);
        }
    }

    static Scenario of(long seed) {
        var draw = new ScenarioDraw(seed);
        draw.steps.add(new Step.Run(FAULTS_FROM_US));
        if (isSingle(seed)) {
            draw.single();
        } else if (isFull(seed)) {
            draw.tooMany();
        } else {
            draw.relapses();
            if (seed % 8 == 5) {
                draw.steps.add(new Step.Drain(seed % 16 == 5 ? "r1" : "s1", MILLI_US * SAFETY_MS / 2));
            }
            draw.many();
        }
        draw.steps.add(new Step.Heal());
        draw.steps.add(new Step.Settle());
        return new Scenario(draw.site, draw.steps);
    }

    /// Whether only one thing fails under this seed.
    static boolean isSingle(long seed) {
        return seed % 3 == 1;
    }

    /// Whether the standby bears fewer cameras than there are.
    private static boolean isFull(long seed) {
        return seed % FULL_ONE_IN == FULL_AT;
    }

    private SitePlan site() {
        List<RecorderPlan> nodes = new ArrayList<>();
        for (String name : seed % 4 == 0 ? List.of("r1", "r2", "s1", "s2") : List.of("r1", "r2", "s1")) {
            boolean isStandby = name.startsWith("s");
            int streams = isStandby && isFull(seed) ? 2 : 0;
            nodes.add(new RecorderPlan(new NodeId(name), isStandby, name.endsWith("1") ? "east" : "west", streams));
        }
        List<FilmedCamera.Kind> kinds = List.of(
                FilmedCamera.Kind.STEADY,
                seed % 2 == 0 ? FilmedCamera.Kind.UNEVEN : FilmedCamera.Kind.LOOPING,
                seed % 3 == 0
                        ? FilmedCamera.Kind.PER_SESSION
                        : seed % 7 == 0 ? FilmedCamera.Kind.STILL : FilmedCamera.Kind.UNEVEN);
        List<CameraPlan> cameras = new ArrayList<>();
        for (int each = 0; each < kinds.size(); each++) {
            int sessions = each == 2 && seed % 5 == 2 ? 1 : 2;
            long ghostUs = random.nextInt(4) == 0 ? MILLI_US * random.nextInt(500, 6_000) : 0;
            cameras.add(new CameraPlan(
                    "cam-" + (each + 1), new NodeId(each % 2 == 0 ? "r1" : "r2"), kinds.get(each), sessions, ghostUs));
        }
        return new SitePlan(seed, seed % 5 == 0 ? 3 : 1, nodes, cameras, seed % 2 == 1);
    }

    private void single() {
        if (random.nextInt(3) == 0) {
            steps.add(new Step.StepWall(any(managements), wallStepUs()));
        }
        steps.add(new Step.Run(MILLI_US * random.nextInt(3_000)));
        String node = any(recorders);
        long us = lastsUs();
        if (seed % 9 == 4) {
            steps.add(new Step.Drain(node, us));
            steps.add(new Step.Run(MILLI_US * SAFETY_MS));
            return;
        }
        switch (random.nextInt(8)) {
            case 0, 1 -> steps.add(new Step.Kill(node, us));
            case 2, 3 -> steps.add(new Step.Freeze(node, us));
            case 4 -> cutOff(node, us);
            case 5 -> steps.add(new Step.Disk(node, Step.Trouble.FAILS, us));
            case 6 -> steps.add(new Step.Freeze(any(managements), us));
            default -> steps.add(new Step.Kill(any(managements), us));
        }
        steps.add(new Step.Run(MILLI_US * SAFETY_MS));
    }

    /// Both primaries at once, for long.
    private void tooMany() {
        steps.add(new Step.Kill("r1", MILLI_US * random.nextInt(8_000, 13_000)));
        steps.add(new Step.Run(MILLI_US * random.nextInt(2_000)));
        steps.add(new Step.Kill("r2", MILLI_US * random.nextInt(8_000, 13_000)));
        steps.add(new Step.Run(MILLI_US * SAFETY_MS));
    }

    private void relapses() {
        int drawn = 0;
        for (int nth = 1; nth <= HANDOVERS && drawn < RELAPSES_MAX; nth++) {
            if (random.nextInt(RELAPSE_ONE_IN) == 0) {
                drawn++;
                boolean kill = random.nextBoolean();
                int lasts = kill ? random.nextInt(50, 3_000) : random.nextInt(2_000);
                long afterUs = kill ? MILLI_US * random.nextInt(2_000) : 0;
                steps.add(new Step.Relapse(nth, kill, afterUs, MILLI_US * lasts));
            }
        }
    }

    private void many() {
        int atMs = 0;
        while (atMs < SAFETY_MS) {
            fault();
            int passes = Math.min(random.nextInt(300, 6_000), SAFETY_MS - atMs);
            steps.add(new Step.Run(MILLI_US * passes));
            atMs += passes;
        }
    }

    private void fault() {
        String recorder = any(recorders);
        String camera = any(site.cameras()).name();
        long us = lastsUs();
        switch (random.nextInt(18)) {
            case 0, 1 -> steps.add(new Step.Kill(recorder, us));
            case 2 -> crashLoop(recorder);
            case 3, 4 -> steps.add(new Step.Freeze(recorder, us));
            case 5 -> cut(recorder, any(recorders), us);
            case 6 -> cut(recorder, any(managements), us);
            case 7 -> cutOff(recorder, us);
            case 8 -> steps.add(new Step.Kill(any(managements), us));
            case 9 -> steps.add(new Step.Freeze(any(managements), us));
            case 10 -> steps.add(new Step.Depose());
            case 11 -> steps.add(new Step.Reboot(camera, us / 2));
            case 12 -> steps.add(new Step.Deaf(camera, recorder, us / 4));
            case 13 -> steps.add(new Step.Lossy(camera, recorder, random.nextInt(3, 20), us));
            case 14 -> {
                steps.add(new Step.StepWall(recorder, wallStepUs()));
                steps.add(new Step.Kill(recorder, us / 2));
            }
            case 15 -> steps.add(new Step.StepWall(any(managements), wallStepUs()));
            case 16 -> steps.add(new Step.Lose(random.nextInt(1, 30), us));
            default -> steps.add(new Step.Disk(recorder, any(List.of(Step.Trouble.values())), us));
        }
    }

    private long wallStepUs() {
        return MILLI_US * random.nextInt(-3_600_000, 3_600_000);
    }

    private long lastsUs() {
        return MILLI_US * (random.nextInt(3) == 0 ? random.nextInt(50, 900) : random.nextInt(1_000, 9_000));
    }

    private void crashLoop(String node) {
        for (int each = 0; each < 3; each++) {
            int down = random.nextInt(50, 1_500);
            steps.add(new Step.Kill(node, MILLI_US * down));
            steps.add(new Step.Run(MILLI_US * (down + random.nextInt(100, 3_000))));
        }
    }

    private void cut(String one, String other, long us) {
        if (!one.equals(other)) {
            steps.add(new Step.Cut(one, other, us));
            if (random.nextBoolean()) {
                steps.add(new Step.Cut(other, one, us));
            }
        }
    }

    /// From everybody but the cameras.
    private void cutOff(String node, long us) {
        List<String> others = new ArrayList<>(recorders);
        others.addAll(managements);
        for (String other : others) {
            if (!other.equals(node)) {
                steps.add(new Step.Cut(node, other, us));
                steps.add(new Step.Cut(other, node, us));
            }
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
