package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.timeline.alignment.SampleHash;

/// A camera with several sessions: 25 samples a second, the same bytes to all, each session on an RTP
/// clock of its own. What it sent is remembered by hash.
final class TwinCamera {

    static final int GOP = 25;

    private static final int FRAME_TICKS = 3_600;

    private final HandClock clock;
    private final Random random;
    private final SampleHash hash = new SampleHash(VideoCodec.H264);
    private final List<Session> sessions = new ArrayList<>();
    private final List<Long> sent = new ArrayList<>();
    private long frame;

    /// One ring that it sends to.
    final class Session {

        private final Ring ring;
        private final int rtpBase;
        private boolean isDeaf;

        private Session(Ring ring) {
            this.ring = ring;
            this.rtpBase = random.nextInt();
        }

        /// What is sent from now on does not arrive.
        void deafen(boolean deaf) {
            isDeaf = deaf;
        }
    }

    TwinCamera(HandClock clock, long seed) {
        this.clock = clock;
        this.random = new Random(seed);
    }

    Session connect(Ring ring) {
        ring.parameters(FakeCamera.parameters(1));
        Session session = new Session(ring);
        sessions.add(session);
        return session;
    }

    void disconnect(Session session) {
        sessions.remove(session);
    }

    /// Sends the next sample to everyone; a key each second. The clock then passes to the next one.
    void send() {
        boolean key = frame % GOP == 0;
        byte[] nal = new byte[random.nextInt(200, 3_000)];
        random.nextBytes(nal);
        nal[0] = (byte) (key ? 0x65 : 0x41);
        sent.add(hash.of(
                ByteBuffer.allocate(4 + nal.length).putInt(nal.length).put(nal).flip()));
        for (Session each : sessions) {
            if (!each.isDeaf) {
                each.ring.beginNal();
                each.ring.append(ByteBuffer.wrap(nal));
                each.ring.endNal();
                int rtpTime = each.rtpBase + (int) (frame * FRAME_TICKS);
                each.ring.endSample(rtpTime, key, false, clock.elapsedUs());
            }
        }
        frame++;
        clock.pass(FakeCamera.FRAME_US);
    }

    long frames() {
        return frame;
    }

    /// What was sent, in order, by hash.
    List<Long> sent() {
        return List.copyOf(sent);
    }

    /// What was sent from one sample on up to another, by hash.
    Set<Long> sent(long from, long to) {
        return new TreeSet<>(sent.subList((int) from, (int) to));
    }
}
