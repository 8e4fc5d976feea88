package org.lidless.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The cameras' process, told what to do line by line. One thread.
final class Generator implements AutoCloseable {

    /// What one camera did.
    ///
    /// @param path      the last part of its address
    /// @param sessions  how often it was played
    /// @param offered   frames that were due while someone played it
    /// @param dropped   of these, how many its full queue could not take
    /// @param connectUs wall clock of the first session's connection, µs
    record Camera(String path, long sessions, long offered, long dropped, long connectUs) {}

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final int port;

    Generator(Workshop workshop, String delivery) throws IOException {
        process = new ProcessBuilder(
                        workshop.tool("generator").toString(),
                        delivery,
                        workshop.clip("h264").toString(),
                        workshop.clip("h265").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
        port = Integer.parseInt(expect("ready "));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /// The address of the n-th camera; every second one sends H.265.
    String url(int camera) {
        return "rtsp://127.0.0.1:" + port + (camera % 2 == 0 ? "/h264/camera-" : "/h265/camera-") + camera;
    }

    int playing() throws IOException {
        say("state");
        return Integer.parseInt(expect("playing "));
    }

    /// Frames that were due so far while someone played them.
    long offered() throws IOException {
        say("offered");
        return Long.parseLong(expect("offered "));
    }

    /// Forgets how late frames were so far.
    void mark() throws IOException {
        say("mark");
        expect("marked");
    }

    /// How late the latest frame since the mark was, ms.
    double latestMs() throws IOException {
        say("late");
        return Double.parseDouble(expect("late "));
    }

    /// Sends no further frame; answers when everything sent has been taken.
    List<Camera> stop() throws IOException {
        say("stop");
        var cameras = new ArrayList<Camera>();
        for (String line = next(); !line.equals("stopped"); line = next()) {
            String[] words = line.split(" ");
            cameras.add(new Camera(
                    words[1].substring(words[1].lastIndexOf('/') + 1),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Long.parseLong(words[5])));
        }
        return cameras;
    }

    /// Hangs up on every client, once it has taken everything.
    void kick() throws IOException {
        say("kick");
        expect("kicked");
    }

    /// Hangs up on whoever plays the n-th camera that was called, once it has taken everything.
    void kick(int camera) throws IOException {
        say("kick " + camera);
        expect("kicked");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void say(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    private String expect(String beginning) throws IOException {
        String line = next();
        if (!line.startsWith(beginning)) {
            throw new IOException("generator said: " + line);
        }
        return line.substring(beginning.length()).strip();
    }

    private String next() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the generator ended");
        }
        return line;
    }
}
