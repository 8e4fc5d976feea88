package org.lidless.simulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lidless.footage.media.VideoCodec;

/// One camera that does not exist: its frames, its sessions, its ledger. The loop owns it.
final class SimulatedCamera {

    private final String name;
    private final FrameSource source;
    private final Personality personality;
    private final Optional<SignIn> signIn;
    private final Ledger ledger;
    private final List<Connection> watchers = new ArrayList<>();
    private long next;

    SimulatedCamera(String name, FrameSource source, Personality personality, Optional<SignIn> signIn, Ledger ledger) {
        this.name = name;
        this.source = source;
        this.personality = personality;
        this.signIn = signIn;
        this.ledger = ledger;
    }

    String name() {
        return name;
    }

    Personality personality() {
        return personality;
    }

    Optional<SignIn> signIn() {
        return signIn;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Time of showing of the next frame, 1/90000 s since the camera's start.
    long ticksNow() {
        return next * FrameSource.TICKS_PER_FRAME;
    }

    /// Time of showing of the key frame that a session begins with which plays now.
    long nextKeyTicks() {
        long sequence = next;
        while (!source.isKey(sequence)) {
            sequence++;
        }
        return source.frame(sequence).ticks();
    }

    /// When its next frame is due, µs after the camera's start.
    long nextDueUs() {
        return source.dueUs(next);
    }

    void watch(Connection watcher) {
        if (!watchers.contains(watcher)) {
            watchers.add(watcher);
        }
    }

    void leave(Connection watcher) {
        watchers.remove(watcher);
    }

    /// Makes the next frame and offers it to everybody who watches.
    void emit(long nowUs, long wallUs) throws IOException {
        Frame frame = source.frame(next++);
        List<String> offered = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (Connection watcher : List.copyOf(watchers)) {
            for (RtpSession session : watcher.sessionsOf(this)) {
                if (session.wants(frame, nowUs)) {
                    boolean taken = watcher.offer(session, frame, codec(), nowUs, wallUs);
                    (taken ? offered : dropped).add(session.id());
                }
            }
        }
        ledger.frame(frame, wallUs, offered, dropped);
    }

    VideoCodec codec() {
        return source.clip().codec();
    }

    /// What DESCRIBE answers (RFC 4566; RFC 6184 section 8.2.1, RFC 7798 section 7.1).
    String description() {
        List<String> sets = source.clip().parameterSets().stream()
                .map(set -> Base64.getEncoder().encodeToString(set))
                .collect(Collectors.toList());
        String format = switch (codec()) {
            case H264 ->
                "a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets="
                        + String.join(",", sets);
            case H265 ->
                "a=rtpmap:96 H265/90000\r\na=fmtp:96 sprop-vps=" + sets.get(0) + ";sprop-sps=" + sets.get(1)
                        + ";sprop-pps=" + sets.get(2);
        };
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=" + name + "\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\n"
                + "m=video 0 RTP/AVP 96\r\n" + format + "\r\na=framerate:" + Clip.FRAMES_PER_SECOND
                + "\r\na=control:track1\r\n";
    }
}
