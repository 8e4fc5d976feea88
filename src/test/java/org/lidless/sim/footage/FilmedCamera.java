package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.lidless.domain.CameraId;
import org.lidless.sim.footage.SitePlan.CameraPlan;
import org.lidless.sim.kernel.SimKernel;

/// A camera: films a frame each tenth of a second, and sends it to every session, each with a bounded queue of
/// its own. It serves so many sessions at once; one whose recorder died without a word may count for a while
/// (a ghost).
final class FilmedCamera {

    static final long PERIOD_US = 100_000;
    private static final long CONNECT_MIN_US = 30_000;
    private static final long CONNECT_MAX_US = 250_000;

    final CameraPlan plan;
    final CameraId id;
    final Kind kind;
    final List<Frame> frames = new ArrayList<>();
    private final SimKernel kernel;
    private final SplittableRandom random;
    private final List<CameraSession> sessions = new ArrayList<>();
    private final int gop;
    private final int reorder;
    private final int loop;
    private int ghosts;
    private int sinceKey;
    private boolean up = true;
    private long filming = 1;

    /// What a camera is like.
    enum Kind {
        /// Even clock, B-frames.
        STEADY,
        /// Uneven clock.
        UNEVEN,
        /// The same pictures again and again, with a period above half a second.
        LOOPING,
        /// The same three pictures again and again: cannot be aligned.
        STILL,
        /// Encoded apart for each session.
        PER_SESSION;

        /// Whether the copies of two recorders can be compared sample by sample.
        boolean isAligned() {
            return switch (this) {
                case STEADY, UNEVEN, LOOPING -> true;
                case STILL, PER_SESSION -> false;
            };
        }
    }

    FilmedCamera(SimKernel kernel, CameraPlan plan) {
        this.kernel = kernel;
        this.plan = plan;
        this.id = new CameraId(plan.name());
        this.kind = plan.kind();
        this.random = kernel.random("camera " + plan.name());
        this.gop = random.nextInt(5, 20);
        this.reorder = kind == Kind.STEADY || kind == Kind.LOOPING ? random.nextInt(3) : 0;
        this.loop = switch (kind) {
            case LOOPING -> random.nextInt(9, 30);
            case STILL -> 3;
            case STEADY, UNEVEN, PER_SESSION -> Integer.MAX_VALUE;
        };
        filmNext(filming);
    }

    /// Someone calls; after a while there is a session, unless the camera is down or serves enough others.
    void connect(FootageRecorder recorder, Consumer<CameraSession> connected) {
        long boot = recorder.boot();
        kernel.after(random.nextLong(CONNECT_MIN_US, CONNECT_MAX_US), () -> {
            boolean isFull = sessions.size() + ghosts >= plan.sessions();
            if (up && !isFull && recorder.isUp() && recorder.boot() == boot) {
                var session = new CameraSession(this, recorder, random.nextLong(), random.nextLong(1L << 33));
                sessions.add(session);
                recorder.handle(() -> connected.accept(session));
            }
        });
    }

    void hangUp(CameraSession session) {
        sessions.remove(session);
    }

    /// The recorder died without a word.
    void abandoned(CameraSession session) {
        if (sessions.remove(session) && plan.ghostUs() > 0) {
            ghosts++;
            long of = filming;
            kernel.after(plan.ghostUs(), () -> ghosts -= filming == of ? 1 : 0);
        }
    }

    /// The recorder died, perhaps before it had taken up a session that was open already.
    void died(FootageRecorder recorder) {
        List.copyOf(sessions).stream()
                .filter(session -> session.recorder.equals(recorder))
                .forEach(this::abandoned);
    }

    /// Every session ends; for a while nothing is filmed.
    void reboot(long us) {
        if (!up) {
            return;
        }
        kernel.tell(id + " reboots");
        up = false;
        filming++;
        ghosts = 0;
        List.copyOf(sessions).forEach(CameraSession::ended);
        sessions.clear();
        kernel.after(us, () -> {
            up = true;
            sinceKey = 0;
            filmNext(filming);
        });
    }

    List<CameraSession> sessions() {
        return sessions;
    }

    private void filmNext(long ofFilming) {
        long jitter = kind == Kind.UNEVEN ? random.nextLong(-35_000, 35_000) : 0;
        long at = (kernel.nowUs() / PERIOD_US + 1) * PERIOD_US;
        kernel.after(at + 40_000 + jitter - kernel.nowUs(), () -> film(ofFilming, at, jitter));
    }

    private void film(long ofFilming, long slotUs, long jitter) {
        if (ofFilming != filming) {
            return;
        }
        long ticks = 9 * PERIOD_US / 100;
        long decode = 9 * (slotUs + jitter) / 100;
        int place = sinceKey == 0 ? 0 : (sinceKey - 1) % (reorder + 1);
        int depth = Math.min(reorder, gop - 1 - sinceKey);
        int shown = sinceKey == 0 || reorder == 0 ? 0 : place == 0 ? depth : -1;
        long presentation = decode + (shown + reorder + 1) * ticks;
        int index = frames.size();
        var frame = new Frame(
                index, kernel.nowUs(), decode, presentation, sinceKey == 0, (index % loop) * 31L + id.hashCode());
        frames.add(frame);
        sinceKey = (sinceKey + 1) % gop;
        List.copyOf(sessions).forEach(session -> session.send(frame));
        kernel.after(0, () -> {
            if (ofFilming == filming) {
                filmNext(ofFilming);
            }
        });
    }
}
