package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lidless.domain.NodeId;
import org.lidless.sim.footage.SitePlan.CameraPlan;
import org.lidless.sim.footage.SitePlan.RecorderPlan;

/// Scenarios as a person reads and writes them: one line a step.
///
/// ```text
/// site   seed=7 management=1 recorders=r1@east,r2@west standbys=s1@east answers=sure
/// camera lobby at=r1 kind=steady sessions=2 ghost=0s
/// run    9s
/// kill   r1 for 2.5s
/// cut    r1 > m1 for 3s
/// heal
/// settle
/// ```
final class ScenarioText {

    private ScenarioText() {}

    static List<String> lines(SitePlan site) {
        List<String> lines = new ArrayList<>();
        lines.add("site seed=" + site.seed() + " management=" + site.managements() + " recorders="
                + recorders(site, false) + " standbys=" + recorders(site, true) + " answers="
                + (site.sure() ? "sure" : "lost"));
        for (CameraPlan each : site.cameras()) {
            lines.add("camera " + each.name() + " at=" + each.primary() + " kind=" + word(each.kind()) + " sessions="
                    + each.sessions() + " ghost=" + duration(each.ghostUs()));
        }
        return lines;
    }

    private static String recorders(SitePlan site, boolean standby) {
        return site.recorders().stream()
                .filter(each -> each.standby() == standby)
                .map(each -> each.node() + "@" + each.zone() + (each.streams() > 0 ? "/" + each.streams() : ""))
                .collect(Collectors.joining(","));
    }

    static boolean isOfSite(String line) {
        return line.startsWith("site ") || line.startsWith("camera ");
    }

    /// @throws IllegalArgumentException when a line cannot be read
    static SitePlan site(List<String> lines) {
        Map<String, String> site = Map.of();
        List<CameraPlan> cameras = new ArrayList<>();
        for (String line : lines) {
            Map<String, String> values = values(line);
            if (line.startsWith("site ")) {
                site = values;
            } else {
                cameras.add(new CameraPlan(
                        line.split(" +", -1)[1],
                        new NodeId(value(values, "at")),
                        FilmedCamera.Kind.valueOf(constant(value(values, "kind"))),
                        Integer.parseInt(value(values, "sessions")),
                        micros(value(values, "ghost"))));
            }
        }
        List<RecorderPlan> recorders = new ArrayList<>();
        addRecorders(value(site, "recorders"), false, recorders);
        addRecorders(value(site, "standbys"), true, recorders);
        return new SitePlan(
                Long.parseLong(value(site, "seed")),
                Integer.parseInt(value(site, "management")),
                recorders,
                cameras,
                value(site, "answers").equals("sure"));
    }

    private static void addRecorders(String written, boolean standby, List<RecorderPlan> into) {
        for (String each : written.split(",", -1)) {
            String[] parts = each.split("[@/]", -1);
            int streams = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
            into.add(new RecorderPlan(new NodeId(parts[0]), standby, parts[1], streams));
        }
    }

    private static Map<String, String> values(String line) {
        Map<String, String> values = new TreeMap<>();
        for (String word : line.split(" +", -1)) {
            int at = word.indexOf('=');
            if (at > 0) {
                values.put(word.substring(0, at), word.substring(at + 1));
            }
        }
        return values;
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + "= in " + values);
        }
        return value;
    }

    static String line(Step step) {
        return switch (step) {
            case Step.Run it -> "run " + duration(it.us());
            case Step.Kill it -> "kill " + it.node() + lasting(it.us());
            case Step.Freeze it -> "freeze " + it.node() + lasting(it.us());
            case Step.Drain it -> "drain " + it.node() + lasting(it.us());
            case Step.Cut it -> "cut " + it.from() + " > " + it.to() + lasting(it.us());
            case Step.Lose it -> "lose " + it.percent() + "%" + lasting(it.us());
            case Step.Depose _ -> "depose";
            case Step.StepWall it -> "wall " + it.node() + " " + duration(it.us());
            case Step.Disk it -> "disk " + it.node() + " " + word(it.trouble()) + lasting(it.us());
            case Step.Reboot it -> "reboot " + it.camera() + lasting(it.us());
            case Step.Deaf it -> "deaf " + it.camera() + " > " + it.recorder() + lasting(it.us());
            case Step.Lossy it ->
                "lossy " + it.camera() + " > " + it.recorder() + " " + it.percent() + "%" + lasting(it.us());
            case Step.Relapse it ->
                "relapse " + it.nth() + " " + (it.kill() ? "kill" : "deaf") + " after " + duration(it.afterUs())
                        + lasting(it.us());
            case Step.Heal _ -> "heal";
            case Step.Settle _ -> "settle";
        };
    }

    /// @throws IllegalArgumentException when it cannot be read
    static Step step(String line) {
        String[] words = line.trim().split(" +", -1);
        try {
            return step(words, words[0].equals("depose") ? 0 : lastDuration(words));
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException unreadable) {
            throw new IllegalArgumentException("cannot read the step \"" + line + "\"", unreadable);
        }
    }

    private static long lastDuration(String[] words) {
        return words.length < 2 ? 0 : micros(words[words.length - 1]);
    }

    private static Step step(String[] words, long us) {
        return switch (words[0]) {
            case "run" -> new Step.Run(us);
            case "kill" -> new Step.Kill(words[1], us);
            case "freeze" -> new Step.Freeze(words[1], us);
            case "drain" -> new Step.Drain(words[1], us);
            case "cut" -> new Step.Cut(words[1], words[3], us);
            case "lose" -> new Step.Lose(percent(words[1]), us);
            case "depose" -> new Step.Depose();
            case "wall" -> new Step.StepWall(words[1], us);
            case "disk" -> new Step.Disk(words[1], Step.Trouble.valueOf(constant(words[2])), us);
            case "reboot" -> new Step.Reboot(words[1], us);
            case "deaf" -> new Step.Deaf(words[1], words[3], us);
            case "lossy" -> new Step.Lossy(words[1], words[3], percent(words[4]), us);
            case "relapse" ->
                new Step.Relapse(Integer.parseInt(words[1]), words[2].equals("kill"), micros(words[4]), us);
            case "heal" -> new Step.Heal();
            case "settle" -> new Step.Settle();
            default -> throw new IllegalArgumentException("no such step: " + words[0]);
        };
    }

    private static String lasting(long us) {
        return " for " + duration(us);
    }

    private static int percent(String written) {
        return Integer.parseInt(written.replace("%", ""));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// As short as it goes without loss: `2.5s`, `40ms`, `7us`.
    static String duration(long us) {
        if (us % 100_000 == 0) {
            return us % 1_000_000 == 0 ? us / 1_000_000 + "s" : us / 1_000_000.0 + "s";
        }
        return us % 1_000 == 0 ? us / 1_000 + "ms" : us + "us";
    }

    private static long micros(String written) {
        if (written.endsWith("us")) {
            return Long.parseLong(written.substring(0, written.length() - 2));
        }
        if (written.endsWith("ms")) {
            return 1_000 * Long.parseLong(written.substring(0, written.length() - 2));
        }
        if (written.endsWith("s")) {
            return Math.round(1_000_000 * Double.parseDouble(written.substring(0, written.length() - 1)));
        }
        throw new NumberFormatException("no duration: " + written);
    }
}
