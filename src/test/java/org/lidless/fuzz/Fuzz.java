package org.lidless.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `./dev fuzz [TARGET…] [--minutes N] [--seed S]`: feeds each parser for so long (10 minutes), one after another, each
/// in a process of its own with little memory, led by Jazzer along the ways that inputs take through the program. What
/// breaks one is kept in the corpus, printed, and ends the run of that parser; the shortest inputs that take all the
/// ways are kept too.
public final class Fuzz {

    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

    /// Little, so that what grows without bound is noticed: the largest input is 48 KiB.
    private static final String HEAP = "-Xmx200m";

    /// All that the process may take, Jazzer's own share with it, MB.
    private static final int RESIDENT_MB = 900;

    /// An input that takes longer than this is taken for one that never ends, s.
    private static final int HANG_SECONDS = 20;

    /// What a run may take beyond its time: starting, and the inputs that are there already.
    private static final double EXTRA_MINUTES = 5;

    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
    private static final Pattern STATE = Pattern.compile("cov: (\\d+) ft: (\\d+)");

    private final String target;
    private final Path work;
    private final Path log;

    private Fuzz(String target) {
        this.target = target;
        this.work = Path.of("target/fuzz").resolve(target);
        this.log = Path.of("target/fuzz").resolve(target + ".log");
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        List<String> said = Arrays.asList(words);
        double minutes = Double.parseDouble(option(said, "--minutes", "10"));
        long seed = Long.parseLong(option(said, "--seed", Long.toString(System.nanoTime() & 0xFFFFFF)));
        List<String> all = Targets.all().stream().map(Target::name).toList();
        List<String> chosen = chosen(said, all);
        if (chosen.isEmpty()) {
            System.out.println("Nothing was fed: there is no such parser. Choose of: " + String.join(", ", all));
            System.exit(2);
        }
        System.out.println("seed " + seed + ", " + minutes + " minutes for each of " + chosen.size());
        List<String> broken = new ArrayList<>();
        for (String name : chosen) {
            if (!new Fuzz(name).isWell((int) (minutes * 60), seed)) {
                broken.add(name);
            }
        }
        System.out.println(broken.isEmpty() ? "nothing broke" : "BROKEN: " + String.join(", ", broken));
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private boolean isWell(int seconds, long seed) throws IOException, InterruptedException {
        Path found = Files.createDirectories(work.resolve("found"));
        Path ways = Files.createDirectories(work.resolve("ways"));
        int at = 0;
        for (byte[] each : inputs()) {
            Files.write(ways.resolve("kept-" + at++), each);
        }
        int exit = jazzer(
                seconds,
                List.of(
                        "-max_total_time=" + seconds,
                        "-seed=" + seed,
                        "-dict=" + dictionary(),
                        "-artifact_prefix=" + found + "/",
                        ways.toString()));
        System.out.printf("%-16s %s%n", target, summary());
        boolean isBroken = false;
        for (Path culprit : files(found)) {
            isBroken |= isCulprit(culprit);
            Files.delete(culprit);
        }
        if (exit != 0 && !isBroken) {
            System.out.println(
                    "  NOT FINISHED: it ended with " + exit + ", and nothing was found to break it: see " + log);
        }
        if (exit != 0 || isBroken) {
            return false;
        }
        keepWays(seconds, ways);
        return true;
    }

    /// Whether an input breaks the target once more: on a machine that stood still every input seems to hang.
    private boolean isCulprit(Path input) throws IOException, InterruptedException {
        if (jazzer(HANG_SECONDS, List.of("-runs=1", input.toString())) == 0) {
            return false;
        }
        Path kept = Corpus.keep(Targets.of(target), Files.readAllBytes(input));
        System.out.println("  BROKEN by " + kept + ": see " + log);
        return true;
    }

    private List<byte[]> inputs() throws IOException {
        List<byte[]> inputs = new ArrayList<>(Targets.of(target).seeds());
        inputs.addAll(Corpus.of(Targets.of(target)));
        return inputs;
    }

    /// The fewest inputs that take all the ways, as Jazzer chooses them.
    private void keepWays(int seconds, Path ways) throws IOException, InterruptedException {
        Path fewest = Files.createDirectories(work.resolve("fewest"));
        for (Path old : files(fewest)) {
            Files.delete(old);
        }
        jazzer(seconds, List.of("-merge=1", fewest.toString(), ways.toString()));
        List<byte[]> kept = new ArrayList<>();
        for (Path each : files(fewest)) {
            kept.add(Files.readAllBytes(each));
        }
        if (!kept.isEmpty()) {
            Corpus.keepWays(Targets.of(target), kept);
        }
    }

    private int jazzer(int seconds, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                JAZZER,
                "--target_class=" + JazzerTarget.class.getName(),
                "--target_args=" + target,
                "--instrumentation_includes=org.lidless.**",
                "--custom_hook_includes=org.lidless.**",
                "--reproducer_path=" + work,
                "-timeout=" + HANG_SECONDS,
                "-max_len=" + Mutator.INPUT_BYTES_MAX,
                "-rss_limit_mb=" + RESIDENT_MB));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor((long) (seconds + EXTRA_MINUTES * 60), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    /// The target's words, as libFuzzer reads them; it wants at least one.
    private Path dictionary() throws IOException {
        List<String> lines = new ArrayList<>(List.of("\"null\""));
        for (byte[] word : Targets.of(target).words()) {
            StringBuilder line = new StringBuilder("\"");
            for (byte each : word) {
                line.append("\\x%02x".formatted(each & 0xFF));
            }
            lines.add(line.append('"').toString());
        }
        return Files.write(work.resolve("words"), lines);
    }

    private String summary() throws IOException {
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        MatchResult done = last(DONE, said);
        MatchResult state = last(STATE, said);
        return (done == null
                        ? "no end"
                        : "%,12d inputs in %4d s"
                                .formatted(Long.parseLong(done.group(1)), Long.parseLong(done.group(2))))
                + (state == null
                        ? ""
                        : ", %,6d places, %,7d ways"
                                .formatted(Long.parseLong(state.group(1)), Long.parseLong(state.group(2))));
    }

    private static @org.jspecify.annotations.Nullable MatchResult last(Pattern pattern, String text) {
        return pattern.matcher(text).results().reduce((_, later) -> later).orElse(null);
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted(Comparator.comparing(Path::toFile, File::compareTo))
                    .toList();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    /// Those that were named, or all; none when one of the names is nobody's.
    private static List<String> chosen(List<String> said, List<String> all) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).startsWith("--")) {
                i++;
            } else {
                named.add(said.get(i));
            }
        }
        return named.isEmpty() ? all : all.containsAll(named) ? named : List.of();
    }

    private static String option(List<String> said, String name, String otherwise) {
        int at = said.indexOf(name);
        return at < 0 ? otherwise : said.get(at + 1);
    }
}
