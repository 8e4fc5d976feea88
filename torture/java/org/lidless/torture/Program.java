package org.lidless.torture;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process that the harness has started; its output goes to a file. Killed when closed, and when this JVM ends.
final class Program implements AutoCloseable {

    private static final int SHOWN_MAX = 150;
    private static final Duration SIGNAL_MAX = Duration.ofSeconds(5);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Program::killAll), "end of all programs"));
    }

    /// What a program that has ended left behind.
    ///
    /// @param code   its exit code
    /// @param output both its outputs
    record Outcome(int code, String output) {}

    private final Process process;
    private final Path log;
    private final List<String> command;

    private Program(Process process, Path log, List<String> command) {
        this.process = process;
        this.log = log;
        this.command = command;
        RUNNING.add(process);
    }

    static Program start(Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Program(process, log, command);
    }

    /// Runs a program to its end.
    static Outcome run(Duration longest, List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("torture", ".log");
        try (Program program = start(log, command)) {
            program.process.getOutputStream().close();
            return new Outcome(program.awaitEnd(longest), program.output());
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /// Runs a program that must succeed, and answers what it printed.
    static String need(Duration longest, List<String> command) throws IOException, InterruptedException {
        Outcome outcome = run(longest, command);
        if (outcome.code() != 0) {
            throw new IOException("exit " + outcome.code() + " from " + shown(command) + "\n" + outcome.output());
        }
        return outcome.output();
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /// Everything it has printed so far.
    String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /// Waits until it has printed this; fails at once when it ends without having done so.
    void awaitOutput(String text, Duration longest) {
        await("\"" + text + "\" from " + this)
                .atMost(longest)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> output().contains(text) || !isRunning());
        if (!output().contains(text)) {
            throw new AssertionError(this + " ended without \"" + text + "\":\n" + output());
        }
    }

    /// There is no more to be read for it.
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    int awaitEnd(Duration longest) throws InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(this + " still runs after " + longest + ":\n" + output());
        }
        return process.exitValue();
    }

    /// `kill -9`: nothing is tidied up.
    void kill() {
        killAll(process);
        process.onExit().join();
    }

    /// `kill -STOP`: it stands still wherever it is, and its sockets stay open. Returns when every one of its threads
    /// has stopped.
    void pause() throws IOException, InterruptedException {
        signal("STOP");
        await("standstill of " + this)
                .atMost(SIGNAL_MAX)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> state() == 'T');
    }

    /// `kill -CONT`: it goes on as if nothing had been.
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        need(SIGNAL_MAX, List.of("kill", "-" + name, Long.toString(pid())));
    }

    /// The kernel's letter for the process's state (proc(5)).
    private char state() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    /// `kill -15`, as an orderly stop; answers the exit code.
    int stop(Duration longest) throws InterruptedException {
        process.toHandle().destroy();
        return awaitEnd(longest);
    }

    @Override
    public void close() {
        kill();
        RUNNING.remove(process);
    }

    private static void killAll(Process process) {
        try (Stream<ProcessHandle> children = process.descendants()) {
            children.toList().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return "process " + process.pid() + " (" + shown(command) + ")";
    }

    /// A command as one wants to read it: a class path is not.
    private static String shown(List<String> command) {
        return command.stream()
                .map(each -> each.length() > SHOWN_MAX ? each.substring(0, SHOWN_MAX) + "…" : each)
                .collect(Collectors.joining(" "));
    }
}
