package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A site and everything that is done to it: data, so that it can be drawn from a seed, shortened, written down and
/// read.
record Scenario(SitePlan site, List<Step> steps) {

    Scenario {
        steps = List.copyOf(steps);
    }

    /// Without the steps from one on to another (exclusive); time passes as before.
    Scenario without(int from, int to) {
        List<Step> left = new ArrayList<>();
        for (int at = 0; at < steps.size(); at++) {
            Step step = steps.get(at);
            if (at < from || at >= to || step instanceof Step.Run) {
                left.add(step);
            }
        }
        return new Scenario(site, left);
    }

    Scenario with(int at, Step step) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(at, step);
        return new Scenario(site, changed);
    }

    Scenario with(SitePlan other) {
        return new Scenario(other, steps);
    }

    /// Where the first thing fails.
    int firstFault() {
        int at = 0;
        while (at < steps.size() && victims(steps.get(at)).isEmpty()) {
            at++;
        }
        return at;
    }

    /// Whether only one node fails, once, in one way: what the promises are about.
    boolean hasOneVictim() {
        Set<String> common = new TreeSet<>();
        int faults = 0;
        int last = -2;
        boolean isOne = true;
        for (int at = 0; at < steps.size(); at++) {
            Set<String> victims = victims(steps.get(at));
            if (!victims.isEmpty()) {
                boolean isCut = steps.get(at) instanceof Step.Cut;
                isOne &= faults == 0 || (isCut && last == at - 1 && steps.get(last) instanceof Step.Cut);
                if (faults == 0) {
                    common.addAll(victims);
                }
                common.retainAll(victims);
                faults++;
                last = at;
            }
        }
        return isOne && !common.isEmpty() && !common.contains("everybody");
    }

    /// Who is hit; a step that promises nothing hits everybody.
    private static Set<String> victims(Step step) {
        return switch (step) {
            case Step.Run _, Step.Heal _, Step.Settle _, Step.StepWall _ -> Set.of();
            case Step.Kill it -> Set.of(it.node());
            case Step.Freeze it -> Set.of(it.node());
            case Step.Disk it -> Set.of(it.node());
            case Step.Drain it -> Set.of(it.node());
            case Step.Cut it -> Set.of(it.from(), it.to());
            case Step.Lose _, Step.Depose _, Step.Reboot _, Step.Deaf _, Step.Lossy _, Step.Relapse _ ->
                Set.of("everybody");
        };
    }
}
