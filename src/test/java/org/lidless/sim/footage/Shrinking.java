package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lidless.sim.footage.SitePlan.CameraPlan;

/// Makes a failing scenario as short as it still fails by the same oracle: leaves out steps (delta debugging: halves,
/// then smaller parts), cameras, and halves durations.
final class Shrinking {

    private static final int PLAYS_MAX = 400;

    private final FootageMutant mutant;
    private final String oracle;
    private Scenario best;
    private int plays;

    private Shrinking(Scenario failing, FootageMutant mutant, String oracle) {
        this.best = failing;
        this.mutant = mutant;
        this.oracle = oracle;
    }

    /// @param failure of the scenario, as the oracle said it
    static Scenario shrink(Scenario failing, FootageMutant mutant, String failure) {
        var shrinking = new Shrinking(failing, mutant, failure.substring(0, failure.indexOf(' ')));
        shrinking.dropSteps();
        shrinking.dropCameras();
        shrinking.shorten();
        shrinking.dropSteps();
        return shrinking.best;
    }

    private void dropSteps() {
        for (int size = Math.max(1, best.steps().size() / 2); size >= 1; size /= 2) {
            for (int at = 0; at < best.steps().size(); ) {
                // What was left out leaves what follows in its place; only otherwise is there a next place.
                at += isShorter(best.without(at, at + size)) ? 0 : size;
            }
        }
        best = joined(best);
    }

    private void dropCameras() {
        for (CameraPlan each : best.site().cameras()) {
            boolean isNamed = best.steps().stream()
                    .anyMatch(step -> ScenarioText.line(step).contains(each.name()));
            if (!isNamed && best.site().cameras().size() > 1) {
                isShorter(best.with(best.site().without(each)));
            }
        }
    }

    private void shorten() {
        for (int at = 0; at < best.steps().size(); at++) {
            for (UnaryOperator<Long> less : List.<UnaryOperator<Long>>of(
                    us -> us / 2 / 1_000_000 * 1_000_000,
                    us -> us / 1_000_000 * 1_000_000,
                    us -> us / 100_000 * 100_000)) {
                Step step = best.steps().get(at);
                Step shorter = shorter(step, less);
                if (!shorter.equals(step)) {
                    isShorter(best.with(at, shorter));
                }
            }
        }
    }

    private static Step shorter(Step step, UnaryOperator<Long> less) {
        return switch (step) {
            case Step.Run it -> new Step.Run(less.apply(it.us()));
            case Step.Kill it -> new Step.Kill(it.node(), less.apply(it.us()));
            case Step.Freeze it -> new Step.Freeze(it.node(), less.apply(it.us()));
            case Step.Drain it -> new Step.Drain(it.node(), less.apply(it.us()));
            case Step.Cut it -> new Step.Cut(it.from(), it.to(), less.apply(it.us()));
            case Step.Disk it -> new Step.Disk(it.node(), it.trouble(), less.apply(it.us()));
            case Step.Reboot it -> new Step.Reboot(it.camera(), less.apply(it.us()));
            case Step.Deaf it -> new Step.Deaf(it.camera(), it.recorder(), less.apply(it.us()));
            case Step.Lose _,
                    Step.Lossy _,
                    Step.Depose _,
                    Step.StepWall _,
                    Step.Relapse _,
                    Step.Heal _,
                    Step.Settle _ -> step;
        };
    }

    private boolean isShorter(Scenario candidate) {
        boolean same = candidate.equals(best) || candidate.steps().stream().noneMatch(Step.Settle.class::isInstance);
        if (same || plays >= PLAYS_MAX) {
            return false;
        }
        plays++;
        var site = new FootageSite(candidate.site(), mutant);
        site.play(candidate);
        boolean fails = site.failures.found().stream().anyMatch(each -> each.startsWith(oracle + " "));
        best = fails ? candidate : best;
        return fails;
    }

    /// Time that passes in several steps passes in one.
    private static Scenario joined(Scenario scenario) {
        List<Step> steps = new ArrayList<>();
        for (Step step : scenario.steps()) {
            if (step instanceof Step.Run run && !steps.isEmpty() && steps.getLast() instanceof Step.Run before) {
                steps.set(steps.size() - 1, new Step.Run(before.us() + run.us()));
            } else {
                steps.add(step);
            }
        }
        return new Scenario(scenario.site(), steps);
    }
}
