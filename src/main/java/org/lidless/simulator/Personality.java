package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.world.Chance;

/// One way in which a camera differs from a good one, in the places where a camera can: in how it signs clients in, in
/// what it answers, in what it sends while playing and how, in how many it serves and for how long, and in what each of
/// these gets. Stateless; many cameras may share one.
public interface Personality {

    /// Sessions at a time; a camera has few.
    int SESSIONS_MAX = 6;

    /// Frames of one clip before the next one has its turn: whole GOPs, 3 s.
    int CLIP_FRAMES = 75;

    /// A session without a sign of life ends after this, µs.
    long TIMEOUT_US = 60_000_000;

    /// Largest payload of a packet that fits an Ethernet frame with all headers.
    int PAYLOAD_BYTES_MAX = 1400;

    /// How many sessions it serves at a time; a further one gets [#refusalWhenFull].
    default int sessionsMax() {
        return SESSIONS_MAX;
    }

    /// What it answers to SETUP when all sessions are taken (RFC 2326 section 11.3.5).
    default Reaction.Refusal refusalWhenFull() {
        return new Reaction.Refusal(453, "Not Enough Bandwidth");
    }

    /// Whether a session is free again when its connection closes; otherwise only TEARDOWN or its time-out frees it.
    default boolean freesOnClose() {
        return true;
    }

    /// After how long without a sign of life a session ends, µs; told with the session.
    default long timeoutUs() {
        return TIMEOUT_US;
    }

    /// Whether something that came from the client is a sign of life.
    ///
    /// @param what the method of a request, or `RTCP`
    default boolean isSignOfLife(String what) {
        return true;
    }

    /// Whether it has an encoder for each session, so that no two sessions get the same bytes for the same moment.
    default boolean encodesPerSession() {
        return false;
    }

    /// The clips that it shows, by name, each for [#CLIP_FRAMES] in turn; empty for the one that is its own by number.
    /// A change of encoding is a change of settings by a restart: the camera closes all connections.
    default List<String> clips() {
        return List.of();
    }

    /// What it sends beside its pictures.
    default List<SideTrack> sideTracks() {
        return List.of();
    }

    /// How it has clients sign in.
    ///
    /// @param connection number of the connection, from 0
    default SignIn signIn(int connection) {
        // One connection in four meets the older digest without qop, as some cameras speak it.
        return SignIn.USUAL.with(connection % 4 == 3 ? SignIn.Qop.UNKNOWN : SignIn.Qop.OFFERED);
    }

    /// What becomes of a request.
    default Reaction onRequest(Request request) {
        return new Reaction.Ordinary();
    }

    /// What it says of its stream, made of what a good camera says (SDP, RFC 8866).
    default String description(String good) {
        return good;
    }

    /// An answer on the wire, made of what a good camera answers.
    ///
    /// @param request that is answered
    /// @param good    the whole answer, header and body
    default String answer(Request request, String good) {
        return good;
    }

    /// How far the interleaved channels that it answers and uses are from those that were asked for.
    default int channelShift() {
        return 0;
    }

    /// Whether its first frame goes out before PLAY is answered.
    default boolean playsBeforeItAnswers() {
        return false;
    }

    /// Whether it can send by this way.
    default boolean offers(Way way) {
        return way != Way.MULTICAST;
    }

    /// What becomes of a frame of a playing session.
    default FrameFate onFrame(Moment moment) {
        return FrameFate.SENT;
    }

    /// A frame's payloads, made of those that a good camera sends.
    ///
    /// @param nals the frame's NAL units
    /// @param good in order, the last one with the marker
    default List<Payload> payloads(VideoCodec codec, List<byte[]> nals, List<Payload> good) {
        return good;
    }

    /// What the camera's clock has counted when a good one has counted so many ticks of 1/90000 s.
    default long counted(long ticks) {
        return ticks;
    }

    /// The time on the wall that a sender report tells; empty when none is sent.
    ///
    /// @param wallUs   the true time, µs since 1970
    /// @param playedUs how long the session has played, µs
    default OptionalLong reportedUs(long wallUs, long playedUs) {
        return OptionalLong.of(wallUs);
    }

    /// A payload's largest size.
    default int payloadBytesMax() {
        return PAYLOAD_BYTES_MAX;
    }

    /// What really leaves the camera of a frame.
    ///
    /// @param units its packets, each as a datagram or as an interleaved frame
    default List<ByteBuffer> onWire(Moment moment, List<ByteBuffer> units, Chance chance) {
        return units;
    }

    /// How RTP travels.
    enum Way {
        INTERLEAVED,
        DATAGRAMS,
        MULTICAST
    }

    /// Where in a session a frame is sent.
    ///
    /// @param playedUs how long the session has played, µs
    /// @param way      how RTP travels in it
    /// @param key      whether it is a key frame
    record Moment(long playedUs, Way way, boolean key) {}

    /// How a camera treats a request.
    sealed interface Reaction {

        /// Like any camera.
        record Ordinary() implements Reaction {}

        /// Closes the connection without a word.
        record HangUp() implements Reaction {}

        /// Says nothing, and does nothing.
        record Silence() implements Reaction {}

        /// Says no.
        ///
        /// @param status RTSP status, 400 to 599
        /// @param reason in words
        record Refusal(int status, String reason) implements Reaction {}

        /// Says something that is no RTSP, and closes.
        ///
        /// @param text sent as it is
        record Babble(String text) implements Reaction {}
    }

    /// How a camera treats a frame. Only what is sent counts as offered in the ledger.
    enum FrameFate {
        SENT,
        WITHHELD,
        /// Random bytes are sent in its place.
        GARBLED
    }
}
