package org.lidless.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.storage.EvidenceLock;
import org.lidless.footage.storage.EvidenceLocks;
import org.lidless.footage.storage.Pool;
import org.lidless.node.settings.Settings;
import org.lidless.wire.LockOrder;
import org.lidless.wire.LockReport;
import org.lidless.wire.Upkeep;

/// What people say about footage that is kept: locks, and that deleting is meant. Any thread.
final class UpkeepDesk implements Upkeep {

    private static final int REASON_LETTERS_MAX = 1000;

    private final Settings.Recording settings;
    private final EvidenceLocks locks;
    private volatile @Nullable Recorder recorder;

    UpkeepDesk(Settings.Recording settings, EvidenceLocks locks) {
        this.settings = settings;
        this.locks = locks;
    }

    void answersFor(Recorder started) {
        recorder = started;
    }

    private Recorder running() {
        Recorder running = recorder;
        if (running == null) {
            throw ProblemCode.NODE_STARTING.because(
                    "Recorder " + settings.node() + " is starting.",
                    "Safe: recording begins in a moment.",
                    "Ask again.");
        }
        return running;
    }

    private List<Pool> pools() {
        List<Pool> open = new ArrayList<>();
        settings.pools().forEach(pool -> running().pool(pool.pool()).ifPresent(open::add));
        return open;
    }

    @Override
    public Confirmed confirmDeletion(String pool) {
        OptionalLong bytes = settings.pools().stream()
                .filter(each -> each.pool().value().equals(pool))
                .findFirst()
                .map(each -> running().confirmDeletion(each.pool()))
                .orElse(OptionalLong.empty());
        if (bytes.isEmpty()) {
            throw ProblemCode.NOTHING_FOUND.because(
                    "There is no pool " + pool + ".",
                    "Safe: nothing is deleted.",
                    "There are: "
                            + String.join(
                                    ", ",
                                    settings.pools().stream()
                                            .map(each -> each.pool().value())
                                            .toList())
                            + ".");
        }
        return new Confirmed(pool, bytes.getAsLong());
    }

    @Override
    public LockReport lock(LockOrder order) {
        CameraId camera;
        try {
            camera = new CameraId(order.camera());
        } catch (IllegalArgumentException notAName) {
            throw refused(notAName.getMessage() + ".", "lidless status lists the cameras.");
        }
        long fromUs = TimeSpan.micros(order.from());
        long toUs = TimeSpan.micros(order.to());
        if (toUs <= fromUs) {
            throw refused("The span to lock ends before it begins, or is empty.", "Exchange --from and --to.");
        }
        if (order.reason().isBlank() || order.reason().length() > REASON_LETTERS_MAX) {
            throw refused(
                    "A lock needs a reason of 1 to " + REASON_LETTERS_MAX + " letters.",
                    "Say with --reason why this footage must be kept.");
        }
        if (locks.all().size() >= EvidenceLocks.LOCKS_MAX) {
            throw refused(
                    "There are " + EvidenceLocks.LOCKS_MAX + " locks already.",
                    "Lift those that are not needed any more: lidless footage locks.");
        }
        try {
            return report(locks.lock(
                    pools(), camera, new TimeSpan(fromUs, toUs), order.reason().strip()));
        } catch (IOException failed) {
            throw unstored("locked", failed);
        }
    }

    @Override
    public List<LockReport> locks() {
        return locks.all().stream().map(this::report).toList();
    }

    @Override
    public LockReport unlock(String id, String reason) {
        EvidenceLock lock = locks.find(id)
                .orElseThrow(() -> ProblemCode.NOTHING_FOUND.because(
                        "There is no lock " + id + ".",
                        "Safe: nothing was changed.",
                        "lidless footage locks lists them."));
        try {
            locks.unlock(pools(), id, reason);
        } catch (IOException failed) {
            throw unstored("unlocked", failed);
        }
        return report(lock, LockReport.LIFTED, List.of());
    }

    LockReport report(EvidenceLock lock) {
        List<PoolId> waiting = locks.waitingFor(lock);
        return report(lock, waiting.isEmpty() ? LockReport.LOCKED : LockReport.PENDING, waiting);
    }

    private static LockReport report(EvidenceLock lock, String state, List<PoolId> waiting) {
        return new LockReport(
                lock.id(),
                state,
                lock.camera().value(),
                TimeSpan.instant(lock.span().fromUs()),
                TimeSpan.instant(lock.span().toUs()),
                lock.reason(),
                TimeSpan.instant(lock.atUs()),
                waiting.stream().map(PoolId::value).toList());
    }

    private static ProblemException refused(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, "Safe: nothing was changed.", remedy);
    }

    private static ProblemException unstored(String what, IOException why) {
        return ProblemCode.POOL_ERROR.because(
                "The footage could not be " + what + ": no pool could store it (" + why.getMessage() + ").",
                "As before: retention treats it as if nothing had been said.",
                "Look at lidless status for what is wrong with the pools, and say it again.");
    }
}
