package org.lidless.simulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.lidless.domain.CameraId;
import org.lidless.simulator.Clip.ClipFrame;
import org.lidless.world.Chance;
import org.lidless.world.Clock;

/// One camera: makes a frame each 40 ms from its clip, whether or not anyone watches, and gives it to every session.
/// Owned by the simulator's loop.
final class SimulatedCamera {

    private static final long FRAME_US = 1_000_000L / Clip.FRAMES_PER_SECOND;
    private static final long FRAME_TICKS = 90_000L / Clip.FRAMES_PER_SECOND;

    /// When the loop was held up for longer, the frames of that time were never made.
    private static final long LATE_MAX_US = 2_000_000;

    private final CameraId id;
    private final UUID run;
    private final List<Clip> clips;
    private final boolean stamped;
    private final Personality personality;
    private final Ledger ledger;
    private final int frameBytes;
    private final Clock clock;
    private final Chance chance;
    private final long startUs;
    private final List<MediaSession> sessions = new ArrayList<>();
    private final SideShow beside;
    private int sessionsEver;
    private final Account account = new Account();
    private Clip clip;
    private long sequence;
    private long heldFrames;

    /// @param clips shown in turn
    /// @param frameBytes what a frame has at least; smaller ones are filled up
    /// @param startUs when frame 0 of the clip is captured, on the monotonic clock
    SimulatedCamera(
            CameraId id,
            UUID run,
            List<Clip> clips,
            boolean stamped,
            Personality personality,
            Ledger ledger,
            int frameBytes,
            Clock clock,
            Chance chance,
            long startUs) {
        this.id = id;
        this.run = run;
        this.clips = List.copyOf(clips);
        this.clip = clips.getFirst();
        this.stamped = stamped;
        this.personality = personality;
        this.ledger = ledger;
        this.frameBytes = frameBytes;
        this.clock = clock;
        this.chance = chance;
        this.startUs = startUs;
        this.beside = new SideShow(personality.sideTracks(), ledger);
    }

    CameraId id() {
        return id;
    }

    /// What it shows now.
    Clip clip() {
        return clip;
    }

    Personality personality() {
        return personality;
    }

    Ledger ledger() {
        return ledger;
    }

    Chance chance() {
        return chance;
    }

    Account account() {
        return account;
    }

    boolean hasSessionFree() {
        return sessions.size() < personality.sessionsMax();
    }

    /// A number for a session that begins: 1, 2, and so on.
    int nextSession() {
        return ++sessionsEver;
    }

    void add(MediaSession session, String peer) throws IOException {
        sessions.add(session);
        ledger.opened(
                session.id(),
                clock.wallUs(),
                clock.elapsedUs(),
                session.transport().word(),
                peer);
    }

    /// Ends a session; nothing happens when it has ended already.
    void remove(MediaSession session, String why) throws IOException {
        if (sessions.remove(session)) {
            ledger.closed(session.id(), clock.wallUs(), clock.elapsedUs(), why);
        }
    }

    /// The session of this id, also when the connection that began it has gone.
    Optional<MediaSession> session(String sessionId) {
        return sessions.stream().filter(each -> each.id().equals(sessionId)).findFirst();
    }

    /// Ends sessions that gave no sign of life for too long.
    void endSilent(long nowUs) throws IOException {
        for (MediaSession each : List.copyOf(sessions)) {
            if (each.isTimedOut(nowUs)) {
                remove(each, "timed-out");
            }
        }
    }

    boolean has(MediaSession session) {
        return sessions.contains(session);
    }

    /// When the next frame goes out: as soon as all frames that are sent before it could have been captured.
    long dueUs() {
        return startUs + (sequence + heldFrames + clip.reorderFrames()) * FRAME_US;
    }

    /// The tick now.
    long ticks(long nowUs) {
        return Math.max(0, nowUs - startUs) * 9 / 100;
    }

    /// When the first frame that a session beginning now will get is to be shown, in ticks.
    long nextKeyTicks() {
        long number = sequence;
        while (!frameOf(number).key()) {
            number++;
        }
        return slot(number) * FRAME_TICKS;
    }

    /// Makes and sends the frame that is due.
    void sendNext(long nowUs) throws IOException {
        turnClip();
        beside.send(nowUs - startUs, List.copyOf(sessions));
        ClipFrame next = frameOf(sequence);
        long lateUs = nowUs - dueUs();
        if (next.key() && lateUs > LATE_MAX_US) {
            heldFrames += lateUs / FRAME_US;
        }
        long slot = slot(sequence);
        long wallUs = clock.wallUs();
        long capturedUs = startUs + slot * FRAME_US;
        Frame frame = frame(next, slot, wallUs - (nowUs - capturedUs), capturedUs);
        List<Payload> payloads = payloads(frame);
        List<String> offered = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        SortedMap<String, Frame> encodings = new TreeMap<>();
        for (MediaSession session : List.copyOf(sessions)) {
            Frame theirs = frame;
            if (personality.encodesPerSession()) {
                theirs = SessionEncoding.of(frame, clip.codec(), session.number());
                payloads = payloads(theirs);
            }
            switch (session.send(theirs, payloads, nowUs, wallUs, ticks(nowUs))) {
                case OFFERED -> {
                    offered.add(session.id());
                    encodings.put(session.id(), theirs);
                }
                case DROPPED -> dropped.add(session.id());
                case NOT_MEANT -> {}
            }
        }
        ledger.frame(frame, offered, dropped);
        if (personality.encodesPerSession()) {
            for (var each : encodings.entrySet()) {
                ledger.encoded(each.getValue(), each.getKey());
            }
        }
        sequence++;
    }

    private List<Payload> payloads(Frame frame) {
        return personality.payloads(
                clip.codec(),
                frame.nals(),
                Packetizer.packets(clip.codec(), frame.nals(), personality.payloadBytesMax()));
    }

    /// The next clip has its turn; another encoding comes with a restart.
    private void turnClip() {
        Clip next = clips.get((int) (sequence / Personality.CLIP_FRAMES % clips.size()));
        boolean restarts = next.codec() != clip.codec();
        clip = next;
        if (restarts) {
            List.copyOf(sessions).forEach(MediaSession::hangUp);
        }
    }

    private Frame frame(ClipFrame from, long slot, long wallUs, long elapsedUs) {
        List<byte[]> nals = new ArrayList<>(from.nals());
        if (stamped) {
            new Stamp(run, id, sequence, wallUs).into(clip.codec(), nals);
        }
        Filler.upTo(frameBytes, clip.codec(), nals);
        return new Frame(sequence, wallUs, elapsedUs, slot * FRAME_TICKS, from.key(), clip.codec(), nals);
    }

    private ClipFrame frameOf(long number) {
        return clip.frames().get((int) (number % clip.frames().size()));
    }

    /// Which frame time since the start a frame is captured in.
    private long slot(long number) {
        long length = clip.frames().size();
        return number / length * length + frameOf(number).shown() + heldFrames;
    }
}
