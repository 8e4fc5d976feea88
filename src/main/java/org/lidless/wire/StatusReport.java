package org.lidless.wire;

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
public record StatusReport(
        int version,
        String node,
        String program,
        long pid,
        Instant now,
        Instant started,
        List<CameraStatus> cameras,
        List<PoolStatus> pools) {

    public static final int VERSION = 1;

    public StatusReport {
        cameras = List.copyOf(cameras);
        pools = List.copyOf(pools);
    }

    /// Whether every camera records and no pool is in trouble.
    public boolean isHealthy() {
        return cameras.stream().allMatch(CameraStatus::recording)
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
            Optional<ProblemReport> problem) {}

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
