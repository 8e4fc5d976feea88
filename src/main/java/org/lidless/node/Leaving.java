package org.lidless.node;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.StreamId;
import org.lidless.footage.recording.DutyStatus;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.recording.RecordingStatus;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last seconds of a recorder that was told to end: it waits until others have its cameras, so that no frame
/// depends
/// on what its shadows notice. It goes on recording meanwhile.
///
/// It waits for a camera while it owns it and somebody shadows it, or while it has given it away and still writes what
/// the new owner does not evidently have. It waits for nobody without management, and never longer than [#WAIT_US].
final class Leaving {

    /// Longest wait, µs: a hand-over takes the lead of its cut (2 s) and until the new owner's footage is durable.
    static final long WAIT_US = 10_000_000;

    private static final long LOOK_US = 50_000;
    private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

    private final Clock clock;
    private final Recorder recorder;
    private final Predicate<StreamId> isShadowed;
    private final BooleanSupplier isManaged;

    /// @param isShadowed whether a peer shadows a stream from here
    /// @param isManaged  whether a management server hears this recorder
    Leaving(Clock clock, Recorder recorder, Predicate<StreamId> isShadowed, BooleanSupplier isManaged) {
        this.clock = clock;
        this.recorder = recorder;
        this.isShadowed = isShadowed;
        this.isManaged = isManaged;
    }

    /// Returns when nothing has to be waited for any more. Interrupted, it returns at once.
    ///
    /// @param followed what the recorder is to do, as it follows it at the moment
    void await(java.util.function.Supplier<Optional<AssignmentList>> followed) {
        long endUs = clock.elapsedUs() + WAIT_US;
        long left = waitedFor(followed.get());
        if (left > 0) {
            LOG.info("{} cameras are given to other recorders before this one ends.", left);
        }
        while (left > 0 && clock.elapsedUs() < endUs && !Thread.currentThread().isInterrupted()) {
            clock.pauseUs(LOOK_US);
            left = waitedFor(followed.get());
        }
        if (left > 0) {
            LOG.warn("{} cameras were not taken by others in time; their shadows have what is missing here.", left);
        }
    }

    private long waitedFor(Optional<AssignmentList> list) {
        if (list.isEmpty() || !isManaged.getAsBoolean()) {
            return 0;
        }
        return list.get().assignments().stream().filter(this::isWaitedFor).count();
    }

    private boolean isWaitedFor(Assignment each) {
        StreamId stream = StreamId.main(each.camera());
        return switch (each.mode()) {
            case RECORD -> isShadowed.test(stream);
            case SHADOW -> each.cutUs().isPresent() && isStillWriting(stream);
        };
    }

    private boolean isStillWriting(StreamId stream) {
        return recorder.status().stream()
                .filter(status -> status.stream().equals(stream))
                .map(RecordingStatus::duty)
                .anyMatch(Leaving::isBehind);
    }

    private static boolean isBehind(DutyStatus duty) {
        return switch (duty.mode()) {
            case RECORD -> true;
            case SHADOW -> duty.spilling() || !duty.ready();
        };
    }
}
