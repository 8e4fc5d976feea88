package org.lidless.footage.recording;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.GapCause;
import org.lidless.domain.Hindrance;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;

/// One stream's recording at one moment. Immutable.
///
/// @param stream  whose recording
/// @param pool    where it is written
/// @param state   how it goes
/// @param sinceUs site time at which the state began, µs since 1970
/// @param picture what arrives
/// @param stored  what became of it
/// @param session how it is received
/// @param trouble what stands in the way, and what is done about it
/// @param duty    what this recorder is to do for the stream, and how that goes
public record RecordingStatus(
        StreamId stream,
        PoolId pool,
        RecordingState state,
        long sinceUs,
        Picture picture,
        Stored stored,
        Session session,
        Trouble trouble,
        DutyStatus duty) {

    /// What arrives.
    ///
    /// @param codec   the encoding's name, empty before the camera told it
    /// @param width   pixels across, 0 when not known
    /// @param height  pixels down, 0 when not known
    /// @param fps     samples a second over the last seconds
    /// @param bitrate bits a second over the last seconds
    public record Picture(String codec, int width, int height, double fps, long bitrate) {}

    /// What became durable since the recorder started.
    ///
    /// @param lastDurableUs  site time up to which everything that arrived is durable, µs since 1970; 0 before the
    ///                       first
    /// @param queueUs        how long the oldest sample that is to become durable has waited, µs
    /// @param bytes          bytes of samples made durable
    /// @param samples        samples made durable
    /// @param gaps           gaps stored
    /// @param gapUs          what the gaps that were stored and have ended cover, µs by cause
    /// @param firstDurableUs elapsed µs from the call that led to the newest session with video to its first
    ///                       durable fragment; 0 before it
    public record Stored(
            long lastDurableUs,
            long queueUs,
            long bytes,
            long samples,
            long gaps,
            Map<GapCause, Long> gapUs,
            long firstDurableUs) {}

    /// How the camera is received.
    ///
    /// @param damaged    samples that arrived with parts missing since the recorder started
    /// @param sessions   RTSP sessions that delivered video since the recorder started
    /// @param ringBytes  bytes held in memory for this stream now
    /// @param firstKeyUs elapsed µs from the newest call that was answered with video to its first sample; 0
    ///                   before the first
    /// @param tracks     its sound and metadata, as far as it offers any in this session
    public record Session(long damaged, long sessions, long ringBytes, long firstKeyUs, List<Track> tracks) {

        public Session {
            tracks = List.copyOf(tracks);
        }
    }

    /// A track that goes with the picture.
    ///
    /// @param isAudio  whether it is the sound, and not the metadata
    /// @param coding   as people know it
    /// @param standing a word for how it is
    /// @param frames   received in this session
    /// @param dropped  packets that were of no use in this session
    /// @param problem  what is wrong, in words
    public record Track(
            boolean isAudio, String coding, String standing, long frames, long dropped, Optional<Problem> problem) {}

    /// What stands in the way now.
    ///
    /// @param hindrance where it lies
    /// @param step      how far calling the camera has come
    /// @param calls     since the camera last sent steadily
    /// @param problem   in words, if anything is wrong
    public record Trouble(Hindrance hindrance, EscalationStep step, long calls, Optional<Problem> problem) {}
}
