package org.lidless.footage.recording;

import java.util.Optional;
import java.util.OptionalLong;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraSession;
import org.lidless.domain.GapCause;
import org.lidless.domain.Hindrance;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamKind;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.Watermark;

/// One stream of a running recorder: who follows it and who writes it, and what that means together. Any
/// thread.
final class RecordedStream {

    /// A recorder whose oldest sample waits longer than this does not keep up, µs.
    static final long BEHIND_US = 3_000_000;
    /// How long after a damaged sample the network counts as lossy, µs.
    static final long LOSSY_US = 10_000_000;

    private final RecordedCamera camera;
    private final int slot;
    private final CameraFollower follower;
    private final SegmentNumbers numbers;
    private volatile Written written;
    private volatile Duty duty;
    private volatile Since since;
    private volatile CameraReport.Trouble trouble = CameraReport.Trouble.NONE;
    private volatile Loss loss = new Loss(0, Long.MIN_VALUE);

    private record Since(RecordingState state, long us) {}

    /// How many samples had arrived with parts missing, and when that last grew, monotonic µs.
    private record Loss(long damaged, long atUs) {}

    /// Who writes it now, to which pool, and what others have written before.
    private record Written(PoolId pool, StreamWriter writer, WriterView before) {}

    /// @param slot which of the loops serve it
    RecordedStream(
            Duty duty, int slot, CameraFollower follower, StreamWriter writer, SegmentNumbers numbers, long nowUs) {
        this.numbers = numbers;
        this.duty = duty;
        this.slot = slot;
        this.camera = duty.camera();
        this.follower = follower;
        this.written = new Written(duty.camera().pools().getFirst(), writer, WriterView.NOTHING);
        this.since = new Since(RecordingState.CONNECTING, nowUs);
    }

    RecordedCamera camera() {
        return camera;
    }

    int slot() {
        return slot;
    }

    CameraFollower follower() {
        return follower;
    }

    StreamWriter writer() {
        return written.writer();
    }

    /// Of its segments, in whichever pool.
    SegmentNumbers numbers() {
        return numbers;
    }

    /// The pool that takes it now.
    PoolId pool() {
        return written.pool();
    }

    /// Another writer goes on, to another pool.
    void moveTo(PoolId pool, StreamWriter next) {
        written = new Written(pool, next, view());
    }

    /// What has been written of it since it began, to whichever pool.
    private WriterView view() {
        Written now = written;
        return now.writer().view().after(now.before());
    }

    Duty duty() {
        return duty;
    }

    /// Changes what is done for the stream; nothing of it is lost by that.
    void follow(Duty next) {
        duty = next;
        writer().duty().follow(next);
    }

    /// What to say about it in a heartbeat.
    CameraReport report() {
        long durableUs = view().lastDurableUs();
        return new CameraReport(
                duty.stream().camera(),
                writer().duty().status().epoch(),
                writer().duty().status().ready(),
                durableUs > 0 ? OptionalLong.of(durableUs) : OptionalLong.empty(),
                trouble,
                session());
    }

    /// The session over which it is recorded, or one that was left behind.
    private Optional<CameraSession> session() {
        boolean isOwned = duty.mode() == Mode.RECORD && duty.stream().kind() == StreamKind.MAIN;
        return isOwned
                ? follower.view().memory().lessons().left().flatMap(mark -> CameraSession.of(mark.url(), mark.id()))
                : Optional.empty();
    }

    /// What became durable of it.
    WatermarkFeed.Batch watermarks(NodeId node, long place, int max) {
        RingMarks marks = writer().ring().storedMarks(place, Math.clamp(max, 1, WatermarkFeed.MARKS_MAX));
        long endUs = view().lastDurableUs();
        var watermark =
                new Watermark(duty.stream(), node, duty.epoch(), marks.marks(), endUs > 0 ? endUs : Long.MIN_VALUE);
        return new WatermarkFeed.Batch(watermark, marks.next());
    }

    /// Its newest samples.
    RingTail tail() {
        RingReading reading = writer().ring().reading();
        return new RingTail() {
            @Override
            public Look look(long sinceUs) {
                return reading.look(duty.epoch(), sinceUs);
            }

            @Override
            public Batch next(long place) {
                return reading.next(duty.epoch(), place);
            }
        };
    }

    /// What the stream's recording is like now; also notices when its state changes.
    RecordingStatus status(long nowUs, long wallUs) {
        FollowerView followed = follower.view();
        WriterView durable = view();
        RingView ring = follower.ring().view(nowUs);
        RecordingState state = state(followed, nowUs);
        Since held = since;
        if (held.state() != state) {
            held = new Since(state, wallUs);
            since = held;
        }
        noticeLoss(ring, nowUs);
        long queueUs = duty.mode() == Mode.RECORD ? ring.queueUs() : 0;
        Hindrance hindrance = hindrance(state, followed, queueUs, nowUs);
        trouble = new CameraReport.Trouble(hindrance, followed.step());
        return new RecordingStatus(
                camera.source().stream(),
                pool(),
                state,
                held.us(),
                new RecordingStatus.Picture(ring.codec(), ring.width(), ring.height(), ring.fps(), ring.bitrate()),
                new RecordingStatus.Stored(
                        durable.lastDurableUs(),
                        queueUs,
                        durable.bytes(),
                        durable.samples(),
                        durable.gaps(),
                        durable.gapUs(),
                        firstDurableUs(followed, durable)),
                new RecordingStatus.Session(
                        ring.damaged(),
                        followed.sessions(),
                        ring.bytes(),
                        followed.firstKeyUs(),
                        follower.companions().status()),
                new RecordingStatus.Trouble(
                        hindrance, followed.step(), followed.calls(), problem(state, followed, queueUs)),
                writer().duty().status());
    }

    private void noticeLoss(RingView ring, long nowUs) {
        if (ring.damaged() > loss.damaged()) {
            loss = new Loss(ring.damaged(), nowUs);
        }
    }

    /// The disk comes first: while it hangs, everything else is a consequence or can wait.
    private Hindrance hindrance(RecordingState state, FollowerView followed, long queueUs, long nowUs) {
        return switch (state) {
            case STALLED, UNSTORED -> Hindrance.DISK;
            case WAITING, REFUSED -> followed.problem().isPresent() ? Hindrance.of(followed.cause()) : Hindrance.CAMERA;
            case RECORDING, SHADOWING -> {
                boolean isLossy = loss.atUs() != Long.MIN_VALUE && nowUs - loss.atUs() < LOSSY_US;
                Hindrance networks = isLossy ? Hindrance.NETWORK : Hindrance.NONE;
                yield queueUs > BEHIND_US ? Hindrance.RECORDER : networks;
            }
            case CONNECTING, STOPPED -> Hindrance.NONE;
        };
    }

    /// Tells the ring what its losses are due to now.
    void watch(long nowUs) {
        writer().blame(nowUs);
    }

    private RecordingState state(FollowerView followed, long nowUs) {
        boolean isRefused = followed.problem().map(Problem::code).equals(Optional.of(ProblemCode.CAMERA_PASSWORD));
        return switch (followed.phase()) {
            case STOPPED -> RecordingState.STOPPED;
            case WAITING -> isRefused ? RecordingState.REFUSED : RecordingState.WAITING;
            case CALLING -> {
                if (isRefused) {
                    yield RecordingState.REFUSED;
                }
                yield followed.problem().isPresent() ? RecordingState.WAITING : RecordingState.CONNECTING;
            }
            case FOLLOWING -> following(nowUs);
        };
    }

    private RecordingState following(long nowUs) {
        if (writer().isStalled(nowUs)) {
            return RecordingState.STALLED;
        }
        if (!writer().keeper().status().open()) {
            GapCause cause = writer().keeper().cause();
            boolean isDisk = cause == GapCause.DISK_ERROR || cause == GapCause.DISK_STALLED;
            return isDisk ? RecordingState.STALLED : RecordingState.UNSTORED;
        }
        boolean isSilent = follower.view().isSilent();
        if (isSilent) {
            return RecordingState.WAITING;
        }
        return duty.mode() == Mode.SHADOW ? RecordingState.SHADOWING : RecordingState.RECORDING;
    }

    private Optional<Problem> problem(RecordingState state, FollowerView followed, long queueUs) {
        if (followed.problem().isPresent()) {
            return followed.problem();
        }
        return switch (state) {
            case STALLED -> Optional.of(writer().keeper().problem().orElseGet(() -> PoolProbe.hung(pool())));
            case UNSTORED -> writer().keeper().problem();
            case WAITING -> Optional.of(silent());
            case RECORDING ->
                queueUs > BEHIND_US ? Optional.of(CameraProblems.behind(camera.source(), queueUs)) : Optional.empty();
            case CONNECTING, SHADOWING, REFUSED, STOPPED -> Optional.empty();
        };
    }

    private Problem silent() {
        return ProblemCode.CAMERA_SILENT.problem(
                "Camera " + camera.source().stream() + " is connected and sends no picture.",
                "Missing until it sends again; the gap is stored.",
                "Wait, or restart the camera. It is connected again by itself.");
    }

    private static long firstDurableUs(FollowerView followed, WriterView written) {
        boolean known = followed.firstKeyUs() != 0 && written.firstDurableAtUs() > followed.firstCalledUs();
        return known ? Math.max(1, written.firstDurableAtUs() - followed.firstCalledUs()) : 0;
    }
}
