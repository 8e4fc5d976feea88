package org.lidless.footage.playback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.World;

/// The exports of a node: a few run at once, some wait, the last finished ones are remembered. Any thread.
public final class Exports implements AutoCloseable {

    /// How many run at once, so that recording keeps the disks.
    static final int RUNNING_MAX = 2;

    /// How many may wait; further ones are refused.
    static final int WAITING_MAX = 16;

    /// How many finished ones are remembered.
    static final int FINISHED_MAX = 100;

    private final World world;
    private final Timeline timeline;
    private final Proof proof;
    private final Consumer<ExportStatus> onEnd;
    private final ThreadPoolExecutor workers;

    /// By number, oldest first. Guarded by itself; no I/O while it is held.
    private final Map<String, ExportJob> jobs = new LinkedHashMap<>();

    private int lastNumber;

    /// Nobody is told of their ends.
    public Exports(World world, Timeline timeline, Proof proof) {
        this(world, timeline, proof, ended -> {});
    }

    /// @param onEnd told of each one's end before anybody else sees it, on the export's thread
    public Exports(World world, Timeline timeline, Proof proof, Consumer<ExportStatus> onEnd) {
        this.world = world;
        this.timeline = timeline;
        this.proof = proof;
        this.onEnd = onEnd;
        this.workers = new ThreadPoolExecutor(
                RUNNING_MAX,
                RUNNING_MAX,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("export-", 0).factory());
    }

    /// Takes an order under the next number; it begins as soon as there is room.
    ///
    /// @throws ProblemException `EXPORT_BUSY`, `EXPORT_EXISTS`
    public ExportStatus order(ExportRequest request) {
        String id;
        synchronized (jobs) {
            do {
                lastNumber++;
                id = Integer.toString(lastNumber);
            } while (jobs.containsKey(id));
        }
        return order(id, request);
    }

    /// Takes an order.
    ///
    /// @param id its name, which no other has
    /// @throws ProblemException `EXPORT_BUSY`, `EXPORT_EXISTS`
    public ExportStatus order(String id, ExportRequest request) {
        if (!request.overwrite() && world.disk().exists(request.file())) {
            throw ExportProblems.exists(request.file());
        }
        ExportJob job;
        synchronized (jobs) {
            boolean taken = jobs.values().stream()
                    .anyMatch(other -> !other.status().phase().isFinal()
                            && other.status().request().file().equals(request.file()));
            if (taken) {
                throw ExportProblems.exists(request.file());
            }
            job = new ExportJob(id, request, world, timeline, proof, onEnd);
            if (jobs.putIfAbsent(id, job) != null) {
                throw new IllegalArgumentException("there is an export " + id + " already");
            }
            forgetOldest();
        }
        try {
            workers.execute(job);
        } catch (RejectedExecutionException full) {
            synchronized (jobs) {
                jobs.remove(job.status().id());
            }
            throw ProblemCode.EXPORT_BUSY.because(
                    RUNNING_MAX + " exports are running and " + WAITING_MAX + " are waiting.",
                    "Safe: nothing was begun.",
                    "Wait until one is finished, or stop one; lidless export list shows them.");
        }
        return job.status();
    }

    private void forgetOldest() {
        List<String> finished = new ArrayList<>();
        jobs.forEach((id, job) -> {
            if (job.status().phase().isFinal()) {
                finished.add(id);
            }
        });
        for (int i = 0; i < finished.size() - FINISHED_MAX; i++) {
            jobs.remove(finished.get(i));
        }
    }

    /// All that are known, oldest first.
    public List<ExportStatus> all() {
        synchronized (jobs) {
            return jobs.values().stream().map(ExportJob::status).toList();
        }
    }

    public Optional<ExportStatus> find(String id) {
        synchronized (jobs) {
            return Optional.ofNullable(jobs.get(id)).map(ExportJob::status);
        }
    }

    /// Stops one and removes what it has written; a finished one stays as it is.
    public Optional<ExportStatus> stop(String id) {
        ExportJob job;
        synchronized (jobs) {
            job = jobs.get(id);
        }
        if (job == null) {
            return Optional.empty();
        }
        job.stop();
        if (workers.remove(job)) {
            job.run();
        }
        return Optional.of(job.status());
    }

    /// Forgets one that has ended.
    public void forget(String id) {
        synchronized (jobs) {
            jobs.computeIfPresent(id, (_, job) -> job.status().phase().isFinal() ? null : job);
        }
    }

    /// Lets go of all of them: what they have written is removed, and nobody is told that they ended.
    @Override
    public void close() {
        synchronized (jobs) {
            jobs.values().forEach(ExportJob::abandon);
        }
        workers.shutdown();
        try {
            workers.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
