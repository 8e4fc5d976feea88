package org.lidless.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Where one test happens: a directory of its own under `target/torture`, and whatever has to be undone
/// afterwards, the newest first. Deleted when the test has passed, kept and named when it has failed, or with
/// `-Dlidless.keep=true`.
final class Place implements BeforeEachCallback, AfterEachCallback {

    private static final Path ALL = Path.of("target", "torture").toAbsolutePath();

    private final Deque<AutoCloseable> undo = new ArrayDeque<>();
    private Path directory = ALL;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Files.createDirectories(ALL);
        String name = context.getRequiredTestClass().getSimpleName() + "-"
                + context.getRequiredTestMethod().getName() + "-";
        directory = Files.createTempDirectory(ALL, name);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!undo.isEmpty()) {
            undo.pop().close();
        }
        if (context.getExecutionException().isPresent() || Boolean.getBoolean("lidless.keep")) {
            System.out.println("What the test left: " + directory);
        } else {
            delete(directory);
        }
    }

    Path directory() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Path newDirectory(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    /// Sees to it that something is closed when the test is over.
    <T extends AutoCloseable> T closing(T resource) {
        undo.push(resource);
        return resource;
    }

    /// Starts a program that is killed, at the latest, when the test is over.
    Program start(String name, List<String> command) throws IOException {
        return closing(Program.start(directory.resolve(name + ".log"), command));
    }

    /// Notes down what the test does, in the directory's `story.log`.
    void tell(String what) {
        try {
            Files.writeString(file("story.log"), what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
