package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.simulator.Personality.FrameFate;
import org.lidless.simulator.Personality.Moment;

/// One client's session with one camera, from SETUP to its end. It plays from the first key frame after PLAY on. A
/// session whose connection has closed may live on as a ghost that nothing is sent to.
final class MediaSession {

    /// Between sender reports.
    private static final long REPORT_EVERY_US = 5_000_000;

    /// How bytes leave; the connection or the datagram socket behind it says what it did not take.
    interface Line {

        /// Sends a frame's packets, or none of them; false when there was no room.
        ///
        /// @param size of the packets with their heads
        boolean sendFrame(MediaSession session, List<ByteBuffer> packets, int size, Moment moment);

        /// Sends packets of sound or metadata, or none of them; false when there was no room.
        boolean sendBeside(TransportChoice to, List<ByteBuffer> packets);

        void sendReport(MediaSession session, ByteBuffer report);

        void sendGarbage(int size);

        /// Closes the connection when all that was said is sent.
        void hangUp();
    }

    /// What became of a frame.
    enum Outcome {
        OFFERED,
        DROPPED,
        /// The session does not play, waits for a key frame, or the camera's personality kept it back.
        NOT_MEANT
    }

    private final String id;
    private final int number;
    private final SimulatedCamera camera;
    private final TransportChoice transport;
    private final RtpSender sender;
    private final Line line;
    private final SideSenders beside = new SideSenders();
    private @Nullable Runnable whenStarted;
    private boolean playing;
    private boolean started;
    private boolean ghost;
    private long playingSinceUs;
    private long lastReportUs;
    private long lastHeardUs;

    MediaSession(
            String id, SimulatedCamera camera, TransportChoice transport, RtpSender sender, Line line, long nowUs) {
        this.id = id;
        this.number = camera.nextSession();
        this.camera = camera;
        this.transport = transport;
        this.sender = sender;
        this.line = line;
        this.lastHeardUs = nowUs;
    }

    String id() {
        return id;
    }

    /// Which of its camera's sessions it is, from 1.
    int number() {
        return number;
    }

    SimulatedCamera camera() {
        return camera;
    }

    TransportChoice transport() {
        return transport;
    }

    RtpSender sender() {
        return sender;
    }

    /// What it has set up beside the pictures.
    SideSenders beside() {
        return beside;
    }

    /// Sends a unit of sound or metadata, when this session is to have it.
    ///
    /// @param track which of the camera's, from 0
    /// @param ticks on the track's clock, at which it begins
    Outcome sendBeside(int track, long ticks, List<Payload> payloads) {
        return playing && !ghost ? beside.send(track, ticks, payloads, line) : Outcome.NOT_MEANT;
    }

    void play(long nowUs) {
        if (!playing) {
            playing = true;
            playingSinceUs = nowUs;
            lastReportUs = nowUs - REPORT_EVERY_US;
        }
    }

    /// The camera restarts: no more frames, and the connection closes.
    void hangUp() {
        playing = false;
        line.hangUp();
    }

    /// Plays, and does something when the first frame has gone out.
    void playAndThen(long nowUs, Runnable afterFirstFrame) {
        whenStarted = afterFirstFrame;
        play(nowUs);
    }

    /// Something came from the client.
    ///
    /// @param what the method of a request, or `RTCP`
    void heard(String what, long nowUs) {
        if (camera.personality().isSignOfLife(what)) {
            lastHeardUs = nowUs;
        }
    }

    boolean isTimedOut(long nowUs) {
        return nowUs - lastHeardUs > camera.personality().timeoutUs();
    }

    /// Its connection has closed, and the camera keeps the session all the same.
    void haunt() {
        ghost = true;
    }

    /// Sends a frame, when this session is to have it.
    ///
    /// @param payloads the frame in packets' payloads
    /// @param wallUs   time now
    /// @param ticks    the camera's tick now
    Outcome send(Frame frame, List<Payload> payloads, long nowUs, long wallUs, long ticks) {
        if (!playing || ghost || (!started && !frame.key())) {
            return Outcome.NOT_MEANT;
        }
        var moment = new Moment(nowUs - playingSinceUs, transport.way(), frame.key());
        FrameFate fate = camera.personality().onFrame(moment);
        started = true;
        Outcome outcome = switch (fate) {
            case SENT -> {
                if (nowUs - lastReportUs >= REPORT_EVERY_US) {
                    lastReportUs = nowUs;
                    report(wallUs, nowUs, ticks);
                }
                int size = payloads.stream()
                        .mapToInt(each -> each.bytes().length + RtpSender.HEADER_BYTES + 8)
                        .sum();
                // Packets that are dropped have used up their numbers: the client sees that some are missing.
                boolean sent = line.sendFrame(
                        this, sender.packets(camera.personality().counted(frame.ticks()), payloads), size, moment);
                yield sent ? Outcome.OFFERED : Outcome.DROPPED;
            }
            case WITHHELD -> Outcome.NOT_MEANT;
            case GARBLED -> {
                line.sendGarbage(frame.size());
                yield Outcome.NOT_MEANT;
            }
        };
        Runnable then = whenStarted;
        whenStarted = null;
        if (then != null) {
            then.run();
        }
        return outcome;
    }

    private void report(long wallUs, long nowUs, long ticks) {
        Personality of = camera.personality();
        of.reportedUs(wallUs, nowUs - playingSinceUs)
                .ifPresent(told -> line.sendReport(this, sender.senderReport(told, of.counted(ticks))));
    }
}
