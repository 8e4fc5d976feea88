package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What there is to find out by why something was lost, before the files of a measurement are deleted: which cameras
/// it was, what they and the recorder said, and a copy of what is stored of them.
final class Loss {

    private final Path directory;
    private final SampleCounter counter;

    /// @param directory of the measurement, which holds `data` and `pool`
    Loss(Path directory) {
        this.directory = directory;
        this.counter = new SampleCounter(directory);
    }

    /// Prints who lost what and the recorder's log, and puts data and files of those cameras into a folder; last what
    /// the recorder says, which may not be there any more.
    ///
    /// @param kept an empty folder
    void tell(List<Generator.Camera> cameras, Path log, Path kept) throws IOException, InterruptedException {
        System.out.println("  counted anew: " + counter.count() + " samples are in the files");
        for (Generator.Camera camera : cameras) {
            long stored = counter.of(camera.path());
            if (stored != camera.offered() || camera.dropped() > 0) {
                System.out.println("  stored " + stored + " samples of " + camera);
                for (Path files : foldersOf(camera.path())) {
                    copy(files, kept.resolve(camera.path()));
                }
            }
        }
        Files.readAllLines(log).forEach(line -> System.out.println("  log: " + line));
        System.out.println("  kept in " + kept);
        copy(directory.resolve("data"), kept.resolve("data"));
        try (var status = new Status(directory.resolve("data"))) {
            Files.writeString(kept.resolve("status.json"), status.json());
        }
    }

    private List<Path> foldersOf(String camera) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("pool"))) {
            return all.filter(each -> each.endsWith(camera)).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path each : all) {
            Path target = to.resolve(from.relativize(each));
            Files.createDirectories(target.getParent());
            if (Files.isRegularFile(each)) {
                Files.copy(each, target);
            }
        }
    }
}
