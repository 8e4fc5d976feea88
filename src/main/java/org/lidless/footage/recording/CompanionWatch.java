package org.lidless.footage.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.media.rtsp.CompanionView;
import org.lidless.footage.media.rtsp.CompanionView.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches how a camera's sound and metadata fare, and says so in the log when that changes. They never change what is
/// done about the picture. The ingest loop hears; any thread may look.
final class CompanionWatch {

    /// Between two looks, µs.
    static final long LOOK_US = 1_000_000;

    private static final long NEVER = Long.MIN_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(CompanionWatch.class);

    private final CameraSource source;
    private final Map<Boolean, Said> said = new TreeMap<>();
    private long lookedUs = Long.MIN_VALUE;
    private volatile List<CompanionView> views = List.of();

    /// What the log was told of the sound (true) or the metadata last, and when of trouble.
    private record Said(Standing standing, long warnedUs) {

        static final Said NOTHING = new Said(Standing.WAITING, NEVER);
    }

    CompanionWatch(CameraSource source) {
        this.source = source;
    }

    /// Whether it is time to look again.
    boolean isDue(long nowUs) {
        return lookedUs == Long.MIN_VALUE || nowUs - lookedUs >= LOOK_US;
    }

    /// How they fare now. Owner.
    void hear(List<CompanionView> now, long nowUs) {
        lookedUs = nowUs;
        views = List.copyOf(now);
        for (CompanionView each : now) {
            Said before = said.getOrDefault(each.isAudio(), Said.NOTHING);
            boolean isSettled = each.standing() != Standing.WAITING && each.standing() != Standing.OFF;
            if (isSettled && each.standing() != before.standing()) {
                said.put(each.isAudio(), say(each, before, nowUs));
            }
        }
    }

    /// The same trouble that comes and goes is told once in ten minutes; some cameras are silent when nobody speaks.
    private Said say(CompanionView view, Said before, long nowUs) {
        Optional<Problem> wrong = problem(source, view);
        boolean isRecent = before.warnedUs() != NEVER && nowUs - before.warnedUs() < CameraFollower.REPEAT_LOG_US;
        if (isRecent) {
            LOG.debug(
                    "{}: {} is {}",
                    source.stream(),
                    view.name(),
                    view.standing().word());
            return new Said(view.standing(), before.warnedUs());
        }
        if (wrong.isEmpty()) {
            LOG.info("{}: {} comes with the picture", source.stream(), view.name());
            return new Said(view.standing(), NEVER);
        }
        LOG.warn("{}", wrong.get());
        return new Said(view.standing(), nowUs);
    }

    /// The session is over.
    void sessionEnded() {
        views = List.of();
        lookedUs = Long.MIN_VALUE;
    }

    /// How they fare. Any thread.
    List<RecordingStatus.Track> status() {
        List<RecordingStatus.Track> all = new ArrayList<>();
        for (CompanionView each : views) {
            all.add(new RecordingStatus.Track(
                    each.isAudio(),
                    each.name(),
                    each.standing().word(),
                    each.frames(),
                    each.dropped(),
                    problem(source, each)));
        }
        return all;
    }

    /// What is wrong with a track, in words.
    static Optional<Problem> problem(CameraSource source, CompanionView view) {
        String camera = "Camera " + source.stream();
        String what = view.isAudio() ? "sound" : "metadata";
        String named = what + " (" + view.name() + ")";
        String why = switch (view.standing()) {
            case ARRIVING, WAITING, OFF -> "";
            case SILENT -> camera + " has agreed to send " + named + " and sends none.";
            case UNREADABLE -> camera + " sends " + named + " in a way that cannot be read.";
            case REFUSED -> camera + " offers " + named + " and refuses to send it.";
            case UNKNOWN -> camera + " offers " + what + " as " + view.name() + ", which is not recorded.";
            case LEFT_OUT -> camera + " sent no picture when it was asked for " + named + ", too.";
        };
        if (why.isEmpty()) {
            return Optional.empty();
        }
        String remedy = switch (view.standing()) {
            case UNKNOWN -> "Choose AAC, G.711, Opus or L16 in the camera's settings";
            case LEFT_OUT ->
                "It is asked for again when the recorder starts. Look at the camera's settings and firmware";
            case ARRIVING, WAITING, OFF, SILENT, UNREADABLE, REFUSED -> "Look at the camera's settings for " + what;
        };
        return Optional.of(ProblemCode.CAMERA_TRACK.problem(
                why,
                "The picture is recorded; the " + what + " is missing.",
                remedy + (view.isAudio() ? "; with \"audio: off\" it is not asked for." : ".")));
    }
}
