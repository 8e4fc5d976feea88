package org.lidless.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a node is: its cameras and its pools.
///
/// @param version  version of this message
/// @param node     the node's name
/// @param program  the program's version
/// @param pid      its process
/// @param now      the node's time when it answered
/// @param started  since when it runs
/// @param cameras  in order of name
/// @param pools    in order of name
/// @param bringingHome what still lies on other recorders' pools and belongs into this one's; of a recorder
public record StatusReport(
        int version,
        String node,
        String program,
        long pid,
        Instant now,
        Instant started,
        List<CameraStatus> cameras,
        List<PoolStatus> pools,
        Optional<BringingHome> bringingHome) {

    public static final int VERSION = 1;

    public StatusReport {
        cameras = List.copyOf(cameras);
        pools = List.copyOf(pools);
    }

    /// A node that has nothing to bring home.
    public StatusReport(
            int version,
            String node,
            String program,
            long pid,
            Instant now,
            Instant started,
            List<CameraStatus> cameras,
            List<PoolStatus> pools) {
        this(version, node, program, pid, now, started, cameras, pools, Optional.empty());
    }

    /// The same with what is still to come home.
    public StatusReport withBringingHome(BringingHome toCome) {
        return new StatusReport(version, node, program, pid, now, started, cameras, pools, Optional.of(toCome));
    }

    /// Whether every camera records, or is shadowed as it should be, and no pool is in trouble.
    public boolean isHealthy() {
        return cameras.stream().allMatch(CameraStatus::isWell)
                && pools.stream().allMatch(pool -> pool.problem().isEmpty());
    }

    /// One camera's stream.
    ///
    /// @param camera            its name
    /// @param stream            `main` or `sub`
    /// @param state             a word for people, such as `recording` or `connecting`
    /// @param recording         whether samples become durable now
    /// @param since             since when the state holds
    /// @param codec             `H.264` or `H.265`, once known
    /// @param width             pixels, once known
    /// @param height            pixels, once known
    /// @param framesPerSecond   over the last seconds
    /// @param megabitsPerSecond over the last seconds
    /// @param lastDurable       time of the newest sample that a power loss would not take
    /// @param gaps              gaps stored since the node started
    /// @param bytes             of samples made durable since the node started
    /// @param samples           made durable since the node started
    /// @param damaged           samples that arrived with parts missing since the node started
    /// @param sessions          RTSP sessions that delivered video since the node started
    /// @param ringBytes         held in memory for this stream now
    /// @param firstSampleSeconds from the first call that was answered with video to its first sample
    /// @param firstDurableSeconds from that call to the first durable fragment
    /// @param problem           what is wrong now
    /// @param mode              of a recorder: `record` or `shadow`, what it does for this camera
    /// @param owner             the recorder that owns the camera
    /// @param epoch             under which it does
    /// @param shadow            of management: the recorder that shadows it; absent when none does
    /// @param protection        of management: `shadowed`, `edge`, `relayed`, `cold` or `none`
    /// @param ready             of management: whether the shadow could take over now without loss
    /// @param expectedLoss      of management: what a takeover would lose, for people
    public record CameraStatus(
            String camera,
            String stream,
            String state,
            boolean recording,
            Instant since,
            Optional<String> codec,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<Double> framesPerSecond,
            Optional<Double> megabitsPerSecond,
            Optional<Instant> lastDurable,
            long gaps,
            long bytes,
            long samples,
            long damaged,
            long sessions,
            long ringBytes,
            Optional<Double> firstSampleSeconds,
            Optional<Double> firstDurableSeconds,
            Optional<ProblemReport> problem,
            Optional<String> mode,
            Optional<String> owner,
            Optional<Long> epoch,
            Optional<String> shadow,
            Optional<String> protection,
            Optional<Boolean> ready,
            Optional<String> expectedLoss) {

        public static final String RECORD = "record";
        public static final String SHADOW = "shadow";

        /// A camera of a recorder that nobody manages.
        public CameraStatus(
                String camera,
                String stream,
                String state,
                boolean recording,
                Instant since,
                Optional<String> codec,
                Optional<Integer> width,
                Optional<Integer> height,
                Optional<Double> framesPerSecond,
                Optional<Double> megabitsPerSecond,
                Optional<Instant> lastDurable,
                long gaps,
                long bytes,
                long samples,
                long damaged,
                long sessions,
                long ringBytes,
                Optional<Double> firstSampleSeconds,
                Optional<Double> firstDurableSeconds,
                Optional<ProblemReport> problem) {
            this(
                    camera,
                    stream,
                    state,
                    recording,
                    since,
                    codec,
                    width,
                    height,
                    framesPerSecond,
                    megabitsPerSecond,
                    lastDurable,
                    gaps,
                    bytes,
                    samples,
                    damaged,
                    sessions,
                    ringBytes,
                    firstSampleSeconds,
                    firstDurableSeconds,
                    problem,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /// The same with what a recorder knows of its duty.
        ///
        /// @param duty [#RECORD] or [#SHADOW]
        public CameraStatus onDuty(String duty, String ownedBy, long under) {
            return with(Optional.of(duty), Optional.of(ownedBy), Optional.of(under), Guard.NONE);
        }

        /// What management knows of a camera: nothing of its samples.
        ///
        /// @param state    a word for people
        /// @param recorded whether its owner is there and records it
        /// @param since    since when the state holds
        public static CameraStatus ofManagement(
                String camera,
                String stream,
                String state,
                boolean recorded,
                Instant since,
                Optional<String> owner,
                long epoch,
                Guard guard) {
            CameraStatus bare = new CameraStatus(
                    camera,
                    stream,
                    state,
                    recorded,
                    since,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return bare.with(Optional.empty(), owner, Optional.of(epoch), guard);
        }

        private CameraStatus with(Optional<String> duty, Optional<String> ownedBy, Optional<Long> under, Guard guard) {
            return new CameraStatus(
                    camera,
                    stream,
                    state,
                    recording,
                    since,
                    codec,
                    width,
                    height,
                    framesPerSecond,
                    megabitsPerSecond,
                    lastDurable,
                    gaps,
                    bytes,
                    samples,
                    damaged,
                    sessions,
                    ringBytes,
                    firstSampleSeconds,
                    firstDurableSeconds,
                    problem,
                    duty,
                    ownedBy,
                    under,
                    guard.shadow(),
                    guard.protection(),
                    guard.ready(),
                    guard.expectedLoss());
        }

        /// Whether it records, or shadows without trouble.
        @JsonIgnore
        public boolean isWell() {
            return recording || (mode.equals(Optional.of(SHADOW)) && problem.isEmpty());
        }
    }

    /// How a camera is guarded against the loss of its owner, as [CameraStatus] tells it.
    ///
    /// @param shadow       the recorder that shadows it
    /// @param protection   `shadowed`, `edge`, `relayed`, `cold` or `none`
    /// @param ready        whether the shadow could take over now without loss
    /// @param expectedLoss what a takeover would lose, for people
    public record Guard(
            Optional<String> shadow,
            Optional<String> protection,
            Optional<Boolean> ready,
            Optional<String> expectedLoss) {

        public static final Guard NONE =
                new Guard(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Footage of this recorder's cameras that other recorders hold and that comes home, as far as is known.
    ///
    /// @param segments how many are still to come; 0 when all is home
    /// @param bytes    of them
    public record BringingHome(long segments, long bytes) {}

    /// One storage pool.
    ///
    /// @param pool      its name
    /// @param path      its directory
    /// @param state     a word for people, such as `ready` or `full`
    /// @param bytesFree free for this process, when known
    /// @param bytesUsed by segments, when known
    /// @param problem   what is wrong now
    public record PoolStatus(
            String pool,
            String path,
            String state,
            Optional<Long> bytesFree,
            Optional<Long> bytesUsed,
            Optional<ProblemReport> problem) {}
}
