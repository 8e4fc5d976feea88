package org.lidless.cameras;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Transport;
import org.lidless.footage.media.RecordingSink.Taken;
import org.lidless.footage.recording.RecordingStatus.Track;
import org.lidless.footage.recording.TabletopRecorder;
import org.lidless.simulator.TabletopCamera;
import org.lidless.simulator.personality.Personalities;
import org.lidless.simulator.personality.Quirk;

/// Has the real client record each misbehaving camera in simulated time, and says what is not as it must be. Its main
/// method is `./dev test --cameras`.
public final class CameraRehearsal {

    /// Longer than a session lives without keepalive.
    private static final long LONG_US = 70_000_000;

    private static final long SHORT_US = 15_000_000;
    /// A frame may be shown so far from when it was taken, µs.
    private static final long WRONG_US_MAX = 100_000;

    /// The same where strays are mixed with B-frames, until the camera's clock is given up.
    private static final long STRAYS_US_MAX = 500_000;

    /// Of a camera that loses packets one second in three.
    private static final double LOSSY_WHOLE_MIN = 0.6;

    private static final int CLIPS = 4;
    private static final Optional<Credentials> VIEWER = Optional.of(new Credentials("viewer", "se:cret"));

    /// What must come of a camera.
    ///
    /// @param transport that the settings name
    /// @param callsMax  how often it may be called within [#LONG_US]
    /// @param problem   what is reported in the end, when it cannot be recorded
    private record Expected(Transport transport, int callsMax, Optional<ProblemCode> problem) {}

    private CameraRehearsal() {}

    private static Expected expected(String name) {
        return switch (name) {
            case "closes-in-setup" -> refused(ProblemCode.CAMERA_CLOSED);
            case "garbage" -> refused(ProblemCode.CAMERA_GARBAGE);
            case "http" -> refused(ProblemCode.CAMERA_NOT_RTSP);
            case "no-session-free" -> refused(ProblemCode.CAMERA_BUSY);
            case "udp-blocked" ->
                new Expected(Transport.UDP, Integer.MAX_VALUE, Optional.of(ProblemCode.CAMERA_SILENT));
            case "silent-after:SECONDS", "blackhole:SECONDS", "picture-stops" -> whole(Transport.TCP, 9);
            // It restarts every 3 s.
            case "changes-codec" -> whole(Transport.TCP, Integer.MAX_VALUE);
            case "keepalive-breaks", "sound-closes" -> whole(Transport.TCP, 2);
            case "udp-only" -> whole(Transport.AUTO, 1);
            case "udp-reorder", "udp-twice", "udp-large", "udp-loss", "no-server-port" -> whole(Transport.UDP, 1);
            case "multicast", "multicast-sound" -> whole(Transport.MULTICAST, 1);
            default -> whole(Transport.TCP, 1);
        };
    }

    /// How the sound fares in the end.
    private static String sound(String name) {
        return switch (name) {
            case "aac-headers-garbage", "sound-other-type" -> "unreadable";
            case "sound-stops" -> "silent";
            case "sound-461", "sound-500", "sound-unanswered" -> "refused";
            case "sound-closes" -> "left-out";
            case "sound-unknown" -> "not-recorded";
            default -> "arriving";
        };
    }

    /// Sound and metadata come by the way of the pictures: every second clip by datagrams.
    private static Transport transport(Quirk quirk, Expected expected, int clip) {
        boolean isAlternating = !quirk.personality().sideTracks().isEmpty()
                && expected.transport() != Transport.MULTICAST
                && !quirk.name().equals("picture-stops");
        return isAlternating && clip % 2 == 0 ? Transport.UDP : expected.transport();
    }

    private static Expected whole(Transport transport, int callsMax) {
        return new Expected(transport, callsMax, Optional.empty());
    }

    private static Expected refused(ProblemCode code) {
        return new Expected(Transport.TCP, Integer.MAX_VALUE, Optional.of(code));
    }

    /// What is not as it must be with this camera; empty when all is well.
    static List<String> faults(Quirk quirk, Path directory) throws IOException {
        List<String> faults = new ArrayList<>();
        for (int clip = 1; clip <= CLIPS; clip++) {
            long us = clip == 1 ? LONG_US : SHORT_US;
            Path own = Files.createDirectories(directory.resolve("clip-" + clip));
            for (String fault : faults(quirk, own, clip, us)) {
                faults.add("clip " + clip + ": " + fault);
            }
        }
        return faults;
    }

    private static List<String> faults(Quirk quirk, Path directory, int clip, long us) throws IOException {
        Expected expected = expected(quirk.name());
        var recorder = new TabletopRecorder(VIEWER, transport(quirk, expected, clip));
        try (var camera = new TabletopCamera(directory, recorder.clock(), quirk.personality(), clip, VIEWER)) {
            recorder.follow(camera, us);
            Optional<Problem> problem = recorder.problem();
            List<Track> tracks = recorder.tracks();
            recorder.stop();
            List<String> faults = new ArrayList<>();
            if (recorder.calls() > expected.callsMax()) {
                faults.add("called " + recorder.calls() + " times; " + problem);
            }
            if (expected.problem().isPresent()) {
                if (!problem.map(Problem::code).equals(expected.problem())) {
                    faults.add("reported as " + problem);
                }
                return faults;
            }
            if (quirk.name().equals("udp-loss")) {
                compareLossy(camera, recorder, faults);
                return faults;
            }
            compare(quirk, camera, recorder, faults);
            SoundRehearsal.compare(quirk, sound(quirk.name()), tracks, camera, recorder, faults);
            compareTimes(quirk, camera.offeredUs(), recorder.shownUs(), faults);
            return faults;
        }
    }

    private static void compare(Quirk quirk, TabletopCamera camera, TabletopRecorder recorder, List<String> faults)
            throws IOException {
        List<byte[]> offered = camera.offeredSlices();
        List<Taken> got = recorder.samples();
        if (offered.size() < 50) {
            faults.add("only " + offered.size() + " frames were offered; " + recorder.problem());
        }
        long damaged = got.stream().filter(Taken::damaged).count();
        if (damaged > 0) {
            faults.add(damaged + " samples count as damaged");
        }
        if (got.size() != offered.size()) {
            faults.add(offered.size() + " frames were offered and " + got.size() + " recorded");
        }
        int changes = recorder.parameterChanges();
        if (quirk.personality().clips().size() < 2 && changes > recorder.calls()) {
            faults.add("its parameters are said to mean something else " + changes + " times");
        }
        boolean own = quirk.personality().encodesPerSession();
        for (int i = 0; i < Math.min(got.size(), offered.size()) && !own; i++) {
            if (!Arrays.equals(camera.slicesOf(i, got.get(i).nals()), offered.get(i))) {
                faults.add("frame " + i + " of " + offered.size() + " was recorded with other bytes");
                return;
            }
        }
    }

    /// Frames of which a packet was lost are missing, and it is said that something is; all that was recorded is whole.
    private static void compareLossy(TabletopCamera camera, TabletopRecorder recorder, List<String> faults)
            throws IOException {
        List<byte[]> offered = camera.offeredSlices();
        List<Taken> got = recorder.samples();
        int whole = 0;
        for (int i = 0; i < offered.size() && whole < got.size(); i++) {
            whole += Arrays.equals(camera.slicesOf(i, got.get(whole).nals()), offered.get(i)) ? 1 : 0;
        }
        long damaged = got.stream().filter(Taken::damaged).count();
        boolean isMostly = whole > offered.size() * LOSSY_WHOLE_MIN && whole < offered.size();
        if (damaged == 0 || whole < got.size() || !isMostly) {
            faults.add(offered.size() + " frames were offered and " + got.size() + " recorded, " + whole
                    + " of them as they were sent; " + damaged + " samples count as damaged");
        }
    }

    /// Each frame is shown when it was taken, whatever the camera's clock says of it.
    private static void compareTimes(Quirk quirk, List<Long> taken, List<Long> shown, List<String> faults) {
        long worstUs = 0;
        int worst = -1;
        for (int i = 0; i < Math.min(taken.size(), shown.size()); i++) {
            boolean isLearning = taken.get(i) - taken.getFirst() < learningUs(quirk.name());
            long wrongUs = shown.get(i) - taken.get(i);
            if (!isLearning && Math.abs(wrongUs) > Math.abs(worstUs)) {
                worstUs = wrongUs;
                worst = i;
            }
        }
        if (Math.abs(worstUs) > (quirk.name().equals("clock-strays") ? STRAYS_US_MAX : WRONG_US_MAX)) {
            faults.add(
                    "frame " + worst + " of " + taken.size() + " is shown " + worstUs + " µs from when it was taken");
        }
    }

    /// How long it takes until a clock is understood that counts otherwise than it says.
    private static long learningUs(String name) {
        return switch (name) {
            case "clock-rate", "clock-five-percent" -> 12_000_000;
            default -> 0;
        };
    }

    /// All of them, one line each; ends with 1 when one is not as it must be.
    public static void main(String[] words) throws IOException {
        PrintStream out = System.out;
        Path directory = Files.createTempDirectory("lidless-cameras");
        int bad = 0;
        for (Quirk quirk : Personalities.ALL) {
            List<String> faults = faults(quirk, directory.resolve(quirk.name().replace(':', '-')));
            bad += faults.isEmpty() ? 0 : 1;
            out.printf(
                    "%-4s %-24s %s%n     seen: %s%n",
                    faults.isEmpty() ? "ok" : "BAD", quirk.name(), quirk.does(), quirk.seen());
            faults.forEach(each -> out.println("     " + each));
        }
        out.println(Personalities.ALL.size() + " personalities, " + bad + " not as they must be");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        }
        System.exit(bad == 0 ? 0 : 1);
    }
}
