package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// One way to record all cameras of a generator into a directory.
sealed interface Candidate {

    long END_NS_MAX = 5_000_000_000L;

    /// Names of those that are recorders of ours.
    List<String> OURS = List.of("ours", "journal");

    String name();

    List<Process> start(Generator cameras, int streams, Path directory) throws IOException;

    /// A real recorder with everything on: ring, CRC, SHA-256, catalogue, index, forces twice a second.
    ///
    /// @param name  in reports
    /// @param force how its pool makes footage durable, `direct` or `journal`
    /// @param pool  further lines of the pool's settings
    record Ours(Path lidless, String name, String force, String pool) implements Candidate {

        /// A pool that is far smaller than what is recorded: segments are short enough to be deleted in time.
        static String limits(OptionalInt gigabytes) {
            return gigabytes.isEmpty() ? "" : "    size: " + gigabytes.getAsInt() + "GB\n    quarantine-hours: 0\n";
        }

        private String top() {
            return pool.isEmpty() ? "" : "segment-seconds: 20\n";
        }

        @Override
        public List<Process> start(Generator cameras, int streams, Path directory) throws IOException {
            Files.createDirectory(directory.resolve("pool"));
            var settings = new StringBuilder("node: bench\nlisten: 127.0.0.1:0\n" + top() + "pools:\n  - name: main\n");
            settings.append("    path: ").append(directory.resolve("pool")).append("\n    force: ");
            settings.append(force).append('\n').append(pool).append("cameras:\n");
            for (int i = 0; i < streams; i++) {
                settings.append("  - name: camera-")
                        .append(i)
                        .append("\n    url: ")
                        .append(cameras.url(i))
                        .append('\n');
            }
            Path file = Files.writeString(directory.resolve("lidless.yaml"), settings);
            return List.of(launch(
                    directory.resolve(name + ".log"),
                    List.of(
                            lidless.toAbsolutePath().toString(),
                            "start",
                            "--config",
                            file.toString(),
                            "--data",
                            directory.resolve("data").toString())));
        }
    }

    /// What people use who have no recorder: one ffmpeg per camera, copying into a fragmented MP4.
    record Ffmpeg() implements Candidate {

        @Override
        public String name() {
            return "ffmpeg";
        }

        @Override
        public List<Process> start(Generator cameras, int streams, Path directory) throws IOException {
            var processes = new ArrayList<Process>();
            for (int i = 0; i < streams; i++) {
                processes.add(launch(
                        directory.resolve("ffmpeg.log"),
                        List.of(
                                "ffmpeg",
                                "-nostdin",
                                "-v",
                                "fatal",
                                "-rtsp_transport",
                                "tcp",
                                "-i",
                                cameras.url(i),
                                "-c",
                                "copy",
                                "-movflags",
                                "+frag_keyframe+empty_moov+default_base_moof",
                                directory.resolve("camera-" + i + ".mp4").toString())));
            }
            return processes;
        }
    }

    /// Reading and writing and nothing else, in C.
    record Floor(Path tool) implements Candidate {

        @Override
        public String name() {
            return "floor";
        }

        @Override
        public List<Process> start(Generator cameras, int streams, Path directory) throws IOException {
            return List.of(launch(
                    directory.resolve("floor.log"),
                    List.of(
                            tool.toString(),
                            Integer.toString(cameras.port()),
                            Integer.toString(streams),
                            directory.toString())));
        }
    }

    private static Process launch(Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        return process;
    }

    /// Ends the processes; those that do not listen within some seconds are killed.
    static void end(List<Process> processes) throws InterruptedException {
        processes.forEach(Process::destroy);
        long deadline = System.nanoTime() + END_NS_MAX;
        for (Process each : processes) {
            if (!each.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                each.descendants().forEach(ProcessHandle::destroyForcibly);
                each.destroyForcibly().waitFor();
            }
        }
    }
}
