package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// Puts samples into a ring as a depacketizer would: 25 a second, each one NAL unit in pieces of a packet,
/// arriving when its clock says so.
final class FakeCamera {

    static final long FRAME_US = 40_000;
    private static final int FRAME_TICKS = 3_600;

    private final Ring ring;
    private final HandClock clock;
    private final Random random = new Random(7);
    private int rtpTime = -10 * FRAME_TICKS;

    FakeCamera(Ring ring, HandClock clock) {
        this.ring = ring;
        this.clock = clock;
    }

    /// A baseline H.264 stream of 320 by 240; another variant has another picture parameter set.
    static VideoParameters parameters(int variant) {
        byte[] sps = {
            0x67,
            0x42,
            (byte) 0xc0,
            0x0d,
            (byte) 0xda,
            0x05,
            0x07,
            (byte) 0xe8,
            0x40,
            0,
            0,
            3,
            0,
            0x40,
            0,
            0,
            0x0c,
            (byte) 0x83,
            (byte) 0xc5,
            0x0a,
            (byte) 0xa8
        };
        byte[] pps = {0x68, (byte) 0xce, 0x0f, (byte) variant};
        return new VideoParameters(VideoCodec.H264, List.of(new ParameterSet(sps), new ParameterSet(pps)), 320, 240, 0);
    }

    /// Sends a sample of one NAL unit; returns its stored bytes. The clock then passes to the next sample.
    byte[] send(boolean key, int nalBytes) {
        byte[] stored = nal(nalBytes);
        end(key);
        return stored;
    }

    /// Sends a NAL unit that is dropped in the middle of a sample of two others, after a sample dropped altogether.
    byte[] sendTorn(int tornBytes, int keptBytes) {
        nal(tornBytes);
        ring.dropSample();
        byte[] first = nal(keptBytes);
        ring.beginNal();
        append(new byte[tornBytes]);
        ring.dropNal();
        byte[] second = nal(keptBytes);
        end(true);
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// Lets frames go missing: time passes on both clocks.
    void miss(int frames) {
        rtpTime += frames * FRAME_TICKS;
        clock.pass(frames * FRAME_US);
    }

    private byte[] nal(int nalBytes) {
        byte[] nal = new byte[nalBytes];
        random.nextBytes(nal);
        ring.beginNal();
        append(nal);
        ring.endNal();
        return ByteBuffer.allocate(4 + nalBytes).putInt(nalBytes).put(nal).array();
    }

    private void append(byte[] nal) {
        for (int at = 0; at < nal.length; at += 1_400) {
            ring.append(ByteBuffer.wrap(nal, at, Math.min(1_400, nal.length - at)));
        }
    }

    private void end(boolean key) {
        ring.endSample(rtpTime, key, false, clock.elapsedUs());
        rtpTime += FRAME_TICKS;
        clock.pass(FRAME_US);
    }
}
