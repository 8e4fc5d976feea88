package org.lidless.sim.footage;

import java.util.ArrayDeque;
import java.util.SplittableRandom;

/// One recorder's session with a camera. What the recorder does not read waits in a bounded queue; when that is
/// full, the camera drops what it films, and nobody is told.
final class CameraSession {

    private static final int QUEUE_MAX = 25;

    final FilmedCamera camera;
    final FootageRecorder recorder;
    final long name;
    final long zero;
    private final SplittableRandom random;
    private final ArrayDeque<Frame> queue = new ArrayDeque<>();
    private boolean open = true;
    private long brokenUntilUs;
    private int lossPercent;

    CameraSession(FilmedCamera camera, FootageRecorder recorder, long name, long zero) {
        this.camera = camera;
        this.recorder = recorder;
        this.name = name;
        this.zero = zero;
        this.random = new SplittableRandom(name);
    }

    /// Frames are lost on the way for a while.
    void broken(long untilUs) {
        brokenUntilUs = untilUs;
    }

    void lossy(int percent) {
        lossPercent = percent;
    }

    void send(Frame frame) {
        boolean lost = frame.atUs() < brokenUntilUs || random.nextInt(100) < lossPercent;
        if (!lost && queue.size() < QUEUE_MAX) {
            queue.addLast(frame);
            if (recorder.isRunning()) {
                recorder.readFrom(this);
            }
        }
    }

    /// The next frame to be read, or null.
    Frame poll() {
        return queue.pollFirst();
    }

    boolean isOpen() {
        return open;
    }

    /// The camera or the recorder ended it.
    void ended() {
        open = false;
    }
}
