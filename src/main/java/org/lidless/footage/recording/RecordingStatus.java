package org.lidless.footage.recording;

import java.util.Optional;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;

/// One stream's recording at one moment. Immutable.
///
/// @param stream        whose recording
/// @param pool          where it is written
/// @param state         how it goes
/// @param sinceUs       site time at which the state began, µs since 1970
/// @param codec         the encoding's name, empty before the camera told it
/// @param width         pixels across, 0 when not known
/// @param height        pixels down, 0 when not known
/// @param fps           samples a second over the last seconds
/// @param bitrate       bits a second over the last seconds
/// @param lastDurableUs site time up to which everything that arrived is durable, µs since 1970; 0 before the first
/// @param bytes         bytes of samples made durable since the recorder started
/// @param samples       samples made durable since the recorder started
/// @param damaged       samples that arrived with parts missing since the recorder started
/// @param gaps          gaps stored since the recorder started
/// @param sessions      RTSP sessions that delivered video since the recorder started
/// @param ringBytes     bytes held in memory for this stream now
/// @param firstDurableUs elapsed µs from the call that led to the first session with video to the first durable
/// fragment;
///                      0 before it
/// @param problem       what is wrong now, if anything
/// @param duty          what this recorder is to do for the stream, and how that goes
public record RecordingStatus(
        StreamId stream,
        PoolId pool,
        RecordingState state,
        long sinceUs,
        String codec,
        int width,
        int height,
        double fps,
        long bitrate,
        long lastDurableUs,
        long bytes,
        long samples,
        long damaged,
        long gaps,
        long sessions,
        long ringBytes,
        long firstKeyUs,
        long firstDurableUs,
        Optional<Problem> problem,
        DutyStatus duty) {}
