package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lidless.sim.kernel.SimKernel.Told;

/// A scenario with what happened below each step: what people argue about, and what a failing seed is shown as.
///
/// Blocks are divided by empty lines. A block has steps, comments among them perhaps, a line `----`, and what
/// happened until the next block began. The first block also says what the site consists of.
final class ScenarioFile {

    private static final String DIVIDER = "----";

    private final List<Block> blocks;

    /// @param lines steps and comments as written
    /// @param log   what is expected to happen
    private record Block(List<String> lines, List<String> log) {

        List<String> steps() {
            return lines.stream()
                    .filter(each -> !each.startsWith("#") && !each.isBlank())
                    .toList();
        }
    }

    private ScenarioFile(List<Block> blocks) {
        this.blocks = blocks;
    }

    static ScenarioFile read(String text) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<String> log = new ArrayList<>();
        boolean isLog = false;
        for (String line : (text + "\n").lines().toList()) {
            if (isLog && line.isBlank()) {
                blocks.add(new Block(List.copyOf(lines), List.copyOf(log)));
                lines.clear();
                log.clear();
                isLog = false;
            } else if (line.equals(DIVIDER)) {
                isLog = true;
            } else {
                (isLog ? log : lines).add(line);
            }
        }
        if (isLog || !lines.isEmpty()) {
            blocks.add(new Block(List.copyOf(lines), List.copyOf(log)));
        }
        return new ScenarioFile(blocks);
    }

    /// One step a block.
    static ScenarioFile of(Scenario scenario, String comment) {
        List<Block> blocks = new ArrayList<>();
        List<String> first = new ArrayList<>();
        first.add("# " + comment);
        first.addAll(ScenarioText.lines(scenario.site()));
        for (Step step : scenario.steps()) {
            first.add(ScenarioText.line(step));
            blocks.add(new Block(List.copyOf(first), List.of()));
            first.clear();
        }
        return new ScenarioFile(blocks);
    }

    Scenario scenario() {
        List<String> site = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Block block : blocks) {
            for (String line : block.steps()) {
                if (ScenarioText.isOfSite(line)) {
                    site.add(line);
                } else {
                    steps.add(ScenarioText.step(line));
                }
            }
        }
        return new Scenario(ScenarioText.site(site), steps);
    }

    /// The same with what really happens below each block.
    String played(FootageMutant mutant) {
        Scenario scenario = scenario();
        var site = new FootageSite(scenario.site(), mutant);
        var text = new StringBuilder();
        int from = 0;
        int told = 0;
        for (Block block : blocks) {
            int steps = (int) block.steps().stream()
                    .filter(each -> !ScenarioText.isOfSite(each))
                    .count();
            site.play(scenario, from, from + steps);
            from += steps;
            block.lines().forEach(each -> text.append(each).append('\n'));
            text.append(DIVIDER).append('\n');
            List<Told> all = site.kernel.told();
            for (Told each : all.subList(told, all.size())) {
                text.append(line(each)).append('\n');
            }
            told = all.size();
            text.append('\n');
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String line(Told told) {
        long tenths = told.atUs() / 100_000;
        return String.format(Locale.ROOT, "%02d:%02d.%d %s", tenths / 600, tenths / 10 % 60, tenths % 10, told.what());
    }
}
