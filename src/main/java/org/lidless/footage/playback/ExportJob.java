package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemException;
import org.lidless.footage.playback.ExportStatus.Phase;
import org.lidless.footage.timeline.SampleReader;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One export: waits, runs once, ends as done, failed or stopped. Its file is written under `NAME.part` and gets its
/// name when all of it is on disk. A camera that changed its encoding has a file for each stretch of one encoding. Runs
/// on one thread; any thread may look and stop.
final class ExportJob implements Runnable {

    /// Changes of encoding in one export, at most.
    static final int FILES_MAX = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

    private final ExportRequest request;
    private final World world;
    private final Timeline timeline;
    private final Proof proof;
    private volatile boolean isStopping;
    private volatile ExportStatus status;

    ExportJob(String id, ExportRequest request, World world, Timeline timeline, Proof proof) {
        this.request = request;
        this.world = world;
        this.timeline = timeline;
        this.proof = proof;
        this.status = new ExportStatus(
                id,
                request,
                Phase.WAITING,
                world.clock().wallUs(),
                request.span().fromUs(),
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }

    ExportStatus status() {
        return status;
    }

    void stop() {
        isStopping = true;
    }

    @Override
    public void run() {
        if (isStopping) {
            ended(Phase.STOPPED, Optional.empty(), Optional.empty());
            return;
        }
        long beganUs = world.clock().elapsedUs();
        show(Phase.RUNNING, request.span().fromUs(), 0, 0);
        try {
            Optional<ExportResult> result = write(beganUs);
            if (result.isPresent()) {
                show(
                        Phase.RUNNING,
                        result.get().endUs(),
                        result.get().bytes(),
                        world.clock().elapsedUs() - beganUs);
                ended(Phase.DONE, result, Optional.empty());
            } else if (isStopping) {
                ended(Phase.STOPPED, Optional.empty(), Optional.empty());
            } else {
                failed(nothing());
            }
        } catch (ProblemException problem) {
            failed(problem.problem());
        } catch (IOException failure) {
            LOG.warn("export {} to {} failed", status.id(), request.file(), failure);
            failed(ExportProblems.failed(request, failure));
        } catch (RuntimeException bug) {
            LOG.error("export {} to {}", status.id(), request.file(), bug);
            failed(ExportProblems.bug(request, bug));
        }
    }

    private Problem nothing() {
        return timeline.of(request.stream(), request.span()).stream()
                .filter(Stretch.Away.class::isInstance)
                .map(Stretch.Away.class::cast)
                .findFirst()
                .map(away -> ExportProblems.away(request, away))
                .orElseGet(() -> ExportProblems.nothing(request, timeline.extent(request.stream())));
    }

    /// Writes movie after movie under names of their own, and gives them their names when all of them are whole.
    private Optional<ExportResult> write(long beganUs) throws IOException {
        Disk disk = world.disk();
        List<Path> files = new ArrayList<>();
        Optional<ExportResult> all = Optional.empty();
        try (SampleReader reader = timeline.read(request.stream(), request.span())) {
            ItemFeed feed = new ItemFeed(reader);
            do {
                Path file = fileOf(files.size() + 1);
                files.add(file);
                Optional<ExportResult> movie = movie(feed, disk, part(file), beganUs, written(all));
                if (movie.isEmpty() && (isStopping || all.isEmpty())) {
                    return Optional.empty();
                }
                if (movie.isPresent()) {
                    ExportResult one = movie.get();
                    all = Optional.of(all.isEmpty() ? one : all.get().and(file, one));
                } else {
                    // Without a single sample it is no movie.
                    disk.delete(part(file));
                    files.remove(file);
                }
            } while (feed.hasMore() && files.size() < FILES_MAX);
            if (feed.hasMore()) {
                throw new IOException("the camera changed its encoding " + FILES_MAX + " times in this span");
            }
            publish(disk, files);
            if (all.isPresent()) {
                proof.of(request, all.get(), files);
            }
            return all;
        } finally {
            for (Path file : files) {
                if (disk.exists(part(file))) {
                    disk.delete(part(file));
                }
            }
        }
    }

    private static long written(Optional<ExportResult> before) {
        return before.map(ExportResult::bytes).orElse(0L);
    }

    private Optional<ExportResult> movie(ItemFeed feed, Disk disk, Path part, long beganUs, long before)
            throws IOException {
        if (disk.exists(part)) {
            disk.delete(part);
        }
        try (DiskFile file = disk.create(part)) {
            MovieExport movie = new MovieExport(feed, file, (timeUs, bytes) -> {
                show(Phase.RUNNING, timeUs, before + bytes, world.clock().elapsedUs() - beganUs);
                return !isStopping;
            });
            return movie.run(world.clock().wallUs());
        }
    }

    /// `NAME.mp4`, `NAME-2.mp4`, `NAME-3.mp4` and so on.
    private Path fileOf(int number) {
        Path file = request.file();
        if (number == 1) {
            return file;
        }
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return file.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private void publish(Disk disk, List<Path> files) throws IOException {
        for (Path file : files) {
            if (!request.overwrite() && disk.exists(file)) {
                throw ExportProblems.exists(file);
            }
        }
        for (Path file : files) {
            disk.rename(part(file), file);
        }
        Path directory = request.file().getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
    }

    private void failed(Problem problem) {
        ended(Phase.FAILED, Optional.empty(), Optional.of(problem));
    }

    private void show(Phase phase, long reachedUs, long bytes, long runningUs) {
        status = new ExportStatus(
                status.id(),
                request,
                phase,
                status.orderedUs(),
                reachedUs,
                bytes,
                runningUs,
                Optional.empty(),
                Optional.empty());
    }

    private void ended(Phase phase, Optional<ExportResult> result, Optional<Problem> problem) {
        status = new ExportStatus(
                status.id(),
                request,
                phase,
                status.orderedUs(),
                status.reachedUs(),
                status.bytes(),
                status.runningUs(),
                result,
                problem);
    }
}
