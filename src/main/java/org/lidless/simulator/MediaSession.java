package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.simulator.Personality.FrameFate;

/// One client's session with one camera, from SETUP to its end. It plays from the first key frame after PLAY on.
final class MediaSession {

    /// Between sender reports.
    private static final long REPORT_EVERY_US = 5_000_000;

    /// How bytes leave; the connection or the datagram socket behind it says what it did not take.
    interface Line {

        /// Sends a frame's packets, or none of them; false when there was no room.
        boolean sendFrame(MediaSession session, List<ByteBuffer> packets, int size);

        void sendReport(MediaSession session, ByteBuffer report);

        void sendGarbage(int size);
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
    private boolean playing;
    private boolean started;
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

    void play(long nowUs) {
        if (!playing) {
            playing = true;
            playingSinceUs = nowUs;
            lastReportUs = nowUs - REPORT_EVERY_US;
        }
    }

    /// The client gave a sign of life.
    void heard(long nowUs) {
        lastHeardUs = nowUs;
    }

    boolean isSilentFor(long us, long nowUs) {
        return nowUs - lastHeardUs > us;
    }

    /// Sends a frame, when this session is to have it.
    ///
    /// @param payloads the frame in packets' payloads
    /// @param wallUs   time now
    /// @param ticks    the camera's tick now
    Outcome send(Frame frame, List<byte[]> payloads, long nowUs, long wallUs, long ticks) {
        if (!playing || (!started && !frame.key())) {
            return Outcome.NOT_MEANT;
        }
        FrameFate fate = camera.personality().onFrame(nowUs - playingSinceUs);
        started = true;
        return switch (fate) {
            case SENT -> {
                if (nowUs - lastReportUs >= REPORT_EVERY_US) {
                    lastReportUs = nowUs;
                    line.sendReport(this, sender.senderReport(wallUs, ticks));
                }
                int size = frame.size() + payloads.size() * (RtpSender.HEADER_BYTES + 8);
                // Packets that are dropped have used up their numbers: the client sees that some are missing.
                boolean sent = line.sendFrame(this, sender.packets(frame.ticks(), payloads), size);
                yield sent ? Outcome.OFFERED : Outcome.DROPPED;
            }
            case WITHHELD -> Outcome.NOT_MEANT;
            case GARBLED -> {
                line.sendGarbage(frame.size());
                yield Outcome.NOT_MEANT;
            }
        };
    }
}
