package org.lidless.footage.timeline;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lidless.footage.media.Sample;

/// A camera whose every frame is known by its bytes, and the samples that a recorder makes of them: with a zero, a
/// clock
/// and an epoch of its own. Frames are counted in order of decoding. 25 frames a second.
final class MadeCamera {

    static final long T0 = 1_700_000_000_000_000L;
    static final int FRAME_TICKS = 3600;
    static final long FRAME_US = 40_000;
    private static final int KEY_BYTES = 300;

    final int frames;
    final int gop;
    final int reorder;
    private final List<byte[]> bytes = new ArrayList<>();

    MadeCamera(Random random, int frames, int gop, int reorder) {
        this.frames = frames;
        this.gop = gop;
        this.reorder = reorder;
        for (int frame = 0; frame < frames; frame++) {
            bytes.add(coded(random, frame, frame % gop == 0 ? KEY_BYTES : 0));
        }
    }

    /// One slice behind its length; the frame's count is in it.
    private static byte[] coded(Random random, int frame, int more) {
        byte[] slice = new byte[40 + random.nextInt(60)];
        random.nextBytes(slice);
        slice[0] = 0x41;
        ByteBuffer whole = ByteBuffer.allocate(4 + slice.length + more);
        whole.putInt(slice.length + more).put(slice).putInt(5, frame);
        return whole.array();
    }

    static int frameOf(ByteBuffer sample) {
        return sample.duplicate().getInt(sample.position() + 5);
    }

    ByteBuffer bytes(int frame) {
        return ByteBuffer.wrap(bytes.get(frame)).asReadOnlyBuffer();
    }

    boolean isKey(int frame) {
        return frame % gop == 0;
    }

    /// Groups of one P and `reorder` B frames, the P shown last.
    private long shownTicks(int frame) {
        int inGop = frame % gop;
        int place = inGop == 0 ? 0 : (inGop - 1) % (reorder + 1);
        int depth = Math.min(reorder, gop - 1 - inGop);
        int later = inGop == 0 || reorder == 0 ? 0 : place == 0 ? depth : -1;
        return (long) (frame + later + reorder) * FRAME_TICKS;
    }

    /// What a recorder makes of a frame.
    ///
    /// @param zero    what its clock of ticks begins with
    /// @param clockUs by how much its site clock is wrong
    Sample sample(int frame, long number, long zero, long clockUs) {
        return new Sample(
                number,
                zero + (long) frame * FRAME_TICKS,
                zero + shownTicks(frame),
                T0 + clockUs + shownTicks(frame) * 100 / 9,
                FRAME_TICKS,
                isKey(frame),
                bytes.get(frame).length);
    }

    /// When a frame is shown, in true time.
    long timeUs(int frame) {
        return T0 + shownTicks(frame) * 100 / 9;
    }
}
