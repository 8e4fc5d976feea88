package org.lidless.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of this same program, started with the same Java and the same options. Its output goes to a file. It never
/// outlives this one.
final class ChildProcess {

    private final Process process;
    private final Thread reaper;

    private ChildProcess(Process process) {
        this.process = process;
        this.reaper = new Thread(process::destroyForcibly, "reap-" + process.pid());
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /// Starts `lidless ARGUMENTS`; both outputs are appended to the log.
    static ChildProcess start(Path log, List<String> arguments) throws IOException {
        return start(log, List.of(), arguments);
    }

    /// Starts a command that will soon be done and whose code is not worth compiling twice.
    static ChildProcess brief(Path log, List<String> arguments) throws IOException {
        return start(log, List.of("-XX:TieredStopAtLevel=1"), arguments);
    }

    private static ChildProcess start(Path log, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(System.getProperty("lidless.main", "org.lidless.node.Lidless"));
        command.addAll(arguments);
        return new ChildProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /// Waits for its end.
    int exitCode() throws InterruptedException {
        int code = process.waitFor();
        forget();
        return code;
    }

    /// SIGKILL: the process gets no chance to write anything more. Returns when it is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        forget();
    }

    /// SIGTERM, without waiting.
    void askToEnd() {
        process.destroy();
    }

    /// SIGTERM, and SIGKILL when that takes longer than the patience.
    void stop(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            process.waitFor();
        }
        forget();
    }

    /// Makes sure that it ends, without waiting for it.
    void end() {
        process.destroyForcibly();
        forget();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running or has run, which is what it is for.
            process.destroyForcibly();
        }
    }
}
