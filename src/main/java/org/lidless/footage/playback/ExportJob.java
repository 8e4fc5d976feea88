package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.footage.playback.ExportStatus.Phase;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One export: waits, runs once, ends as done, failed or stopped. What it writes gets its name when all of it is
/// on disk. Runs on one thread; any thread may look and stop.
final class ExportJob implements Runnable {

    /// How often it looks whether there is room, in bytes written.
    private static final long LOOK_BYTES = 32 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

    private final ExportRequest request;
    private final World world;
    private final Timeline timeline;
    private final Proof proof;
    private final Consumer<ExportStatus> onEnd;
    private volatile boolean isStopping;
    private volatile boolean isAbandoned;
    private volatile ExportStatus status;
    private long beganUs;
    private long roomSeenAt;

    /// @param onEnd told once, on the job's thread
    ExportJob(
            String id,
            ExportRequest request,
            World world,
            Timeline timeline,
            Proof proof,
            Consumer<ExportStatus> onEnd) {
        this.request = request;
        this.world = world;
        this.timeline = timeline;
        this.proof = proof;
        this.onEnd = onEnd;
        this.status = new ExportStatus(
                id,
                request,
                Phase.WAITING,
                request.asked().atUs() > 0
                        ? request.asked().atUs()
                        : world.clock().wallUs(),
                0,
                request.span().fromUs(),
                0,
                0,
                List.of(),
                Optional.empty());
    }

    ExportStatus status() {
        return status;
    }

    void stop() {
        isStopping = true;
    }

    /// Stops it without an end: whoever ordered it will order it again.
    void abandon() {
        isAbandoned = true;
        isStopping = true;
    }

    @Override
    public void run() {
        if (isStopping) {
            ended(Phase.STOPPED, List.of(), Optional.empty());
            return;
        }
        beganUs = world.clock().elapsedUs();
        try {
            List<ExportResult> results = write();
            if (!results.isEmpty()) {
                ended(Phase.DONE, results, Optional.empty());
            } else if (isStopping) {
                ended(Phase.STOPPED, List.of(), Optional.empty());
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
        StreamId first = request.streams().getFirst();
        return timeline.of(first, request.span()).stream()
                .filter(Stretch.Away.class::isInstance)
                .map(Stretch.Away.class::cast)
                .findFirst()
                .map(away -> ExportProblems.away(request, away))
                .orElseGet(() -> ExportProblems.nothing(request, timeline.extent(first)));
    }

    /// Writes camera after camera, and gives it all its name when it is whole. Nothing when nothing is there, or
    /// when somebody said to stop.
    private List<ExportResult> write() throws IOException {
        List<ExportResult> results = new ArrayList<>();
        try (Outlet outlet = outlet()) {
            long written = 0;
            for (StreamId stream : request.streams()) {
                show(Phase.READING, results.size(), request.span().fromUs(), written);
                long before = written;
                int done = results.size();
                CameraExport camera = new CameraExport(request, stream, world, timeline, outlet, (timeUs, bytes) -> {
                    show(Phase.WRITING, done, timeUs, before + bytes);
                    requireRoom(before + bytes);
                    return !isStopping;
                });
                results.add(camera.run());
                if (isStopping) {
                    return List.of();
                }
                written += results.getLast().bytes();
            }
            if (results.stream().allMatch(each -> each.movies().isEmpty())) {
                return List.of();
            }
            show(Phase.SIGNING, results.size(), request.span().toUs(), written);
            Proof.Papers papers = proof.of(request, results);
            if (isStopping) {
                return List.of();
            }
            show(Phase.SIGNING, results.size(), request.span().toUs(), outlet.publish(papers));
        }
        return results;
    }

    private Outlet outlet() throws IOException {
        return request.isArchive()
                ? new ZipOutlet(
                        world.disk(),
                        request.file(),
                        request.overwrite(),
                        request.asked().atUs())
                : new FilesOutlet(world.disk(), request.file(), request.overwrite());
    }

    private void requireRoom(long written) {
        Path directory = request.file().getParent();
        if (request.freeBytes() == 0 || directory == null || written - roomSeenAt < LOOK_BYTES) {
            return;
        }
        roomSeenAt = written;
        try {
            if (world.disk().bytesFree(directory) < request.freeBytes()) {
                throw ExportProblems.noRoom(request, directory);
            }
        } catch (IOException unknown) {
            LOG.debug("how much is free in {} is not known", directory, unknown);
        }
    }

    private void failed(Problem problem) {
        ended(Phase.FAILED, List.of(), Optional.of(problem));
    }

    private void show(Phase phase, int camerasDone, long reachedUs, long bytes) {
        status = new ExportStatus(
                status.id(),
                request,
                phase,
                status.orderedUs(),
                camerasDone,
                reachedUs,
                bytes,
                world.clock().elapsedUs() - beganUs,
                List.of(),
                Optional.empty());
    }

    private void ended(Phase phase, List<ExportResult> results, Optional<Problem> problem) {
        ExportStatus end = new ExportStatus(
                status.id(),
                request,
                phase,
                status.orderedUs(),
                status.camerasDone(),
                status.reachedUs(),
                status.bytes(),
                beganUs == 0 ? 0 : world.clock().elapsedUs() - beganUs,
                results,
                problem);
        try {
            if (!isAbandoned) {
                onEnd.accept(end);
            }
        } finally {
            status = end;
        }
    }
}
