package org.lidless.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One camera's stream, as a node tells it. The parts are for the program's readers; in JSON their members stand side
/// by side, and those that a node does not know are left out.
///
/// @param camera    its name
/// @param stream    `main` or `sub`
/// @param state     a word for people, such as `recording` or `connecting`
/// @param recording whether samples become durable now
/// @param since     since when the state holds
/// @param picture   what arrives
/// @param stored    what became of it
/// @param session   how it is received
/// @param trouble   what stands in the way now, and what is done about it
/// @param charge    what the recorder does for the camera, and for whom
/// @param guard     how the camera is guarded against the loss of its owner
public record CameraStatus(
        String camera,
        String stream,
        String state,
        boolean recording,
        Instant since,
        @JsonUnwrapped Picture picture,
        @JsonUnwrapped Stored stored,
        @JsonUnwrapped Session session,
        @JsonUnwrapped Trouble trouble,
        @JsonUnwrapped Charge charge,
        @JsonUnwrapped Guard guard) {

    /// The state of a camera that nobody wants recorded at this hour.
    public static final String OFF = "off";

    public static final String RECORD = "record";
    public static final String SHADOW = "shadow";

    /// A camera of which nothing else is known.
    ///
    /// @param state     a word for people
    /// @param recording whether samples become durable now
    public static CameraStatus of(String camera, String stream, String state, boolean recording, Instant since) {
        return new CameraStatus(
                camera,
                stream,
                state,
                recording,
                since,
                Picture.UNKNOWN,
                Stored.NOTHING,
                Session.NONE,
                Trouble.NONE,
                Charge.NONE,
                Guard.NONE);
    }

    public CameraStatus with(Picture shown) {
        return new CameraStatus(
                camera, stream, state, recording, since, shown, stored, session, trouble, charge, guard);
    }

    public CameraStatus with(Stored kept) {
        return new CameraStatus(
                camera, stream, state, recording, since, picture, kept, session, trouble, charge, guard);
    }

    public CameraStatus with(Session received) {
        return new CameraStatus(
                camera, stream, state, recording, since, picture, stored, received, trouble, charge, guard);
    }

    public CameraStatus with(Trouble now) {
        return new CameraStatus(camera, stream, state, recording, since, picture, stored, session, now, charge, guard);
    }

    public CameraStatus with(Charge given) {
        return new CameraStatus(
                camera, stream, state, recording, since, picture, stored, session, trouble, given, guard);
    }

    public CameraStatus with(Guard guarded) {
        return new CameraStatus(
                camera, stream, state, recording, since, picture, stored, session, trouble, charge, guarded);
    }

    /// What is wrong now.
    public Optional<ProblemReport> problem() {
        return trouble.problem();
    }

    /// Whether it records, shadows without trouble, or is off because nobody wants it recorded at this hour.
    @JsonIgnore
    public boolean isWell() {
        return recording
                || state.equals(OFF)
                || (charge.mode().equals(Optional.of(SHADOW)) && problem().isEmpty());
    }

    /// What arrives from the camera.
    ///
    /// @param codec             `H.264` or `H.265`, once known
    /// @param width             pixels, once known
    /// @param height            pixels, once known
    /// @param framesPerSecond   over the last seconds
    /// @param megabitsPerSecond over the last seconds
    public record Picture(
            Optional<String> codec,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<Double> framesPerSecond,
            Optional<Double> megabitsPerSecond) {

        public static final Picture UNKNOWN =
                new Picture(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What became of the camera's samples here. Counts are since the node started.
    ///
    /// @param lastDurable        time of the newest sample that a power loss would not take
    /// @param queueSeconds       of a recorder: how long the oldest sample that is to become durable has waited
    /// @param bytes              of samples made durable
    /// @param samples            made durable
    /// @param gaps               gaps stored
    /// @param gapSeconds         of a recorder: how much the gaps that it stored and that ended cover, by cause
    /// @param missing            of a recorder: what no reachable recorder has of the last hour and day, by cause;
    ///                           absent until it was first looked up
    /// @param firstDurableSeconds from the newest call that was answered with video to its first durable fragment
    public record Stored(
            Optional<Instant> lastDurable,
            Optional<Double> queueSeconds,
            long bytes,
            long samples,
            long gaps,
            Optional<Map<String, Double>> gapSeconds,
            Optional<List<Missing>> missing,
            Optional<Double> firstDurableSeconds) {

        public static final Stored NOTHING = new Stored(
                Optional.empty(), Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

        /// Nothing known but the newest durable moment.
        public static Stored upTo(Optional<Instant> lastDurable) {
            return new Stored(
                    lastDurable, Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /// The same with what was found to be missing.
        public Stored with(List<Missing> found) {
            return new Stored(
                    lastDurable,
                    queueSeconds,
                    bytes,
                    samples,
                    gaps,
                    gapSeconds,
                    Optional.of(List.copyOf(found)),
                    firstDurableSeconds);
        }
    }

    /// Footage that is missing for one cause.
    ///
    /// @param cause       as in gaps
    /// @param hourGaps    how many gaps of the last hour
    /// @param hourSeconds how much of the last hour
    /// @param dayGaps     how many gaps of the last day
    /// @param daySeconds  how much of the last day
    public record Missing(String cause, long hourGaps, double hourSeconds, long dayGaps, double daySeconds) {}

    /// How the camera is received.
    ///
    /// @param damaged            samples that arrived with parts missing since the node started
    /// @param sessions           RTSP sessions that delivered video since the node started
    /// @param ringBytes          held in memory for this stream now
    /// @param firstSampleSeconds from the newest call that was answered with video to its first sample
    /// @param tracks             of a recorder: the sound and the metadata that the camera offers
    public record Session(
            long damaged,
            long sessions,
            long ringBytes,
            Optional<Double> firstSampleSeconds,
            Optional<List<Track>> tracks) {

        public static final Session NONE = new Session(0, 0, 0, Optional.empty(), Optional.empty());
    }

    /// A track that goes with the picture. Whatever its state, the picture is recorded.
    ///
    /// @param kind    `audio` or `metadata`
    /// @param coding  as people know it
    /// @param state   `arriving`, `waiting`, `silent`, `unreadable`, `refused`, `not-recorded`, `left-out` or `off`
    /// @param frames  received in this session
    /// @param dropped packets that were of no use in this session
    /// @param problem what is wrong, in words
    public record Track(
            String kind, String coding, String state, long frames, long dropped, Optional<ProblemReport> problem) {

        public static final String ARRIVING = "arriving";
    }

    /// What stands in the way of durable footage now, and what is done about it.
    ///
    /// @param hindrance `camera`, `network`, `recorder` (it cannot keep up, or stood still) or `disk`; absent when
    ///                  nothing does
    /// @param step      how far calling the camera has come: `reconnect`, `other-transport`, `clear-ghost` or
    ///                  `needs-person`; absent while it sends
    /// @param attempts  calls since the camera last sent; absent while it sends
    /// @param problem   what is wrong, in words
    public record Trouble(
            Optional<String> hindrance,
            Optional<String> step,
            Optional<Long> attempts,
            Optional<ProblemReport> problem) {

        public static final Trouble NONE =
                new Trouble(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /// Only the words.
        public static Trouble of(ProblemReport problem) {
            return new Trouble(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(problem));
        }
    }

    /// Who has the camera.
    ///
    /// @param mode  of a recorder: [#RECORD] or [#SHADOW], what it does for this camera
    /// @param owner the recorder that owns the camera
    /// @param epoch under which it does
    /// @param home  the recorder that usually has it
    public record Charge(Optional<String> mode, Optional<String> owner, Optional<Long> epoch, Optional<String> home) {

        public static final Charge NONE =
                new Charge(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /// Whether another recorder than the usual one has it.
        @JsonIgnore
        public boolean isStandingIn() {
            return owner.isPresent() && home.isPresent() && !owner.equals(home);
        }
    }

    /// How the camera is guarded against the loss of its owner; management knows.
    ///
    /// @param shadow       the recorder that shadows it; absent when none does
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
}
