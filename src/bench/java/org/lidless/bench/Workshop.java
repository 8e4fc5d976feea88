package org.lidless.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The place under `target/bench`: tools built from C, clips encoded once, and one directory that each run empties.
final class Workshop {

    private static final String PICTURE = "testsrc2=s=1280x720:r=25:d=10,noise=alls=12:allf=t";
    private static final Path SOURCES = Path.of("src", "bench", "c");

    private final Path place;

    Workshop(Path place) {
        this.place = place.toAbsolutePath();
    }

    /// Builds the tools and makes the clips, where they are missing or older than their sources.
    void prepare() throws IOException, InterruptedException {
        Files.createDirectories(place);
        compile("generator", "generator.c", "stream.c", "clip.c");
        compile("floor", "floor.c");
        encode(
                clip("h264"),
                List.of("-c:v", "libx264", "-preset", "superfast", "-x264-params", "nal-hrd=cbr:scenecut=0:keyint=50"),
                "h264");
        encode(
                clip("h265"),
                List.of(
                        "-c:v",
                        "libx265",
                        "-preset",
                        "ultrafast",
                        "-x265-params",
                        "log-level=error:keyint=50:min-keyint=50:scenecut=0:repeat-headers=1"),
                "hevc");
    }

    Path tool(String name) {
        return place.resolve(name);
    }

    Path clip(String codec) {
        return place.resolve("clip." + codec);
    }

    Path file(String name) {
        return place.resolve(name);
    }

    /// An empty directory for a run's output.
    Path empty() throws IOException {
        return empty("run");
    }

    /// An empty directory of that name.
    Path empty(String name) throws IOException {
        Path run = place.resolve(name);
        if (Files.exists(run)) {
            try (Stream<Path> all = Files.walk(run)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        return Files.createDirectory(run);
    }

    private void compile(String tool, String... sources) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("gcc", "-std=gnu17", "-O2", "-Wall", "-Wextra", "-Werror", "-o"));
        command.add(tool(tool).toString());
        boolean stale = !Files.exists(tool(tool));
        for (String source : sources) {
            Path path = SOURCES.resolve(source);
            command.add(path.toString());
            stale = stale || modified(path) > modified(tool(tool));
        }
        if (stale) {
            run(command);
        }
    }

    private void encode(Path clip, List<String> encoder, String format) throws IOException, InterruptedException {
        if (Files.exists(clip)) {
            return;
        }
        Path unfinished = Path.of(clip + ".unfinished");
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", PICTURE));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-bf", "0", "-g", "50"));
        command.addAll(List.of("-b:v", "4M", "-minrate", "4M", "-maxrate", "4M", "-bufsize", "2M"));
        command.addAll(encoder);
        command.addAll(List.of("-f", format, unfinished.toString()));
        run(command);
        Files.move(unfinished, clip);
    }

    private static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }
}
