package org.lidless.sim.footage;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.SampleMark;

/// The runs of one modelled session after another: gives each frame its mark, on this recorder's own clocks.
final class MadeRun {

    private static final long HOLE_TICKS = 180_000;

    private final FootageRecorder node;
    private final FilmedCamera camera;
    private final SplittableRandom random;
    private @Nullable RunId run;
    private long zero;
    private long number;
    private long wallUs;
    private long placementUs;
    private long firstPresentation;
    private long lastDecode;

    MadeRun(FootageRecorder node, FilmedCamera camera, SplittableRandom random) {
        this.node = node;
        this.camera = camera;
        this.random = random;
    }

    RunId id() {
        RunId now = run;
        if (now == null) {
            throw new IllegalStateException("no run has begun");
        }
        return now;
    }

    /// What is to be added to the run's site times to be true.
    long placementUs() {
        return placementUs;
    }

    /// The session ended; the next frame begins a run.
    void ended() {
        run = null;
    }

    /// The frame's mark; null for one that cannot begin a run.
    @Nullable
    SampleMark mark(CameraSession from, Frame frame) {
        boolean hole = run != null && frame.decode() - lastDecode > HOLE_TICKS;
        if (run == null && !frame.key()) {
            return null;
        }
        if (run == null || hole) {
            begin(from, frame, hole);
        }
        lastDecode = frame.decode();
        long salt = camera.kind == FilmedCamera.Kind.PER_SESSION ? from.name : 0;
        return new SampleMark(
                id(),
                number++,
                zero + frame.decode(),
                zero + frame.presentation(),
                wallUs + SampleMark.usOf(frame.presentation() - firstPresentation),
                frame.key() ? 9_000 : 1_000,
                frame.key(),
                (frame.picture() ^ salt) * 0x9E3779B97F4A7C15L);
    }

    private void begin(CameraSession from, Frame frame, boolean hole) {
        zero = hole ? random.nextLong(1L << 33) : from.zero;
        run = new RunId(random.nextLong());
        number = 0;
        if (!hole) {
            long lateUs = node.world.kernel.nowUs() - frame.atUs();
            wallUs = node.siteUs() - lateUs + random.nextLong(40_000);
            placementUs = FootageSite.EPOCH_US + node.world.kernel.nowUs() - node.siteUs();
            firstPresentation = frame.presentation();
        }
    }
}
