package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.file.Path;
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
/// name when all of it is on disk. Runs on one thread; any thread may look and stop.
final class ExportJob implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

    private final ExportRequest request;
    private final World world;
    private final Timeline timeline;
    private volatile boolean isStopping;
    private volatile ExportStatus status;

    ExportJob(String id, ExportRequest request, World world, Timeline timeline) {
        this.request = request;
        this.world = world;
        this.timeline = timeline;
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

    private Optional<ExportResult> write(long beganUs) throws IOException {
        Disk disk = world.disk();
        Path part = request.file().resolveSibling(request.file().getFileName() + ".part");
        if (disk.exists(part)) {
            disk.delete(part);
        }
        Optional<ExportResult> result = Optional.empty();
        try {
            try (DiskFile file = disk.create(part);
                    SampleReader reader = timeline.read(request.stream(), request.span())) {
                MovieExport movie = new MovieExport(reader, file, (timeUs, bytes) -> {
                    show(Phase.RUNNING, timeUs, bytes, world.clock().elapsedUs() - beganUs);
                    return !isStopping;
                });
                result = movie.run(world.clock().wallUs());
            }
            if (result.isPresent()) {
                publish(disk, part);
            }
            return result;
        } finally {
            if (disk.exists(part)) {
                disk.delete(part);
            }
        }
    }

    private void publish(Disk disk, Path part) throws IOException {
        if (!request.overwrite() && disk.exists(request.file())) {
            throw ExportProblems.exists(request.file());
        }
        disk.rename(part, request.file());
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
