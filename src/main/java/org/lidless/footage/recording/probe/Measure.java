package org.lidless.footage.recording.probe;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.VideoParameters;

/// Measures what a camera sends, and keeps none of it.
final class Measure implements SampleSink {

    private static final double TICKS_PER_SECOND = 90_000;

    private @Nullable VideoParameters parameters;
    private int parametersTold;
    private long bytes;
    private long samples;
    private long keys;
    private int keyTime;
    private long keyTicks;
    private long keyTicksLongest;
    private int lastTime;
    private long ticks;
    private long backwards;

    @Override
    public void parameters(VideoParameters told) {
        parameters = told;
        parametersTold++;
    }

    @Override
    public void beginNal() {
        // Only bytes are counted.
    }

    @Override
    public void beginPlain() {
        // Only bytes are counted.
    }

    @Override
    public void keepLength() {
        // Only bytes are counted.
    }

    @Override
    public void append(ByteBuffer more) {
        bytes += more.remaining();
    }

    @Override
    public void endNal() {
        // Only bytes are counted.
    }

    @Override
    public void dropNal() {
        // What was torn was sent all the same.
    }

    @Override
    public void endSample(int rtpTime, boolean key, boolean damaged, long arrivalUs) {
        if (samples > 0) {
            int step = rtpTime - lastTime;
            backwards += step < 0 ? 1 : 0;
            ticks += step;
        }
        lastTime = rtpTime;
        samples++;
        if (key) {
            if (keys > 0) {
                int apart = rtpTime - keyTime;
                keyTicks += apart;
                keyTicksLongest = Math.max(keyTicksLongest, apart);
            }
            keyTime = rtpTime;
            keys++;
        }
    }

    @Override
    public void dropSample() {
        // The client counts it.
    }

    Optional<VideoParameters> parameters() {
        return Optional.ofNullable(parameters);
    }

    int parametersTold() {
        return parametersTold;
    }

    long samples() {
        return samples;
    }

    /// What was measured over, by the camera's own stamps.
    double seconds() {
        return ticks / TICKS_PER_SECOND;
    }

    double framesPerSecond() {
        return ticks > 0 ? (samples - 1) / seconds() : 0;
    }

    double megabitsPerSecond() {
        return ticks > 0 ? bytes * 8 / seconds() / 1e6 : 0;
    }

    /// Mean distance of key frames; 0 while there were not two.
    double keySeconds() {
        return keys > 1 ? keyTicks / TICKS_PER_SECOND / (keys - 1) : 0;
    }

    double keySecondsLongest() {
        return keyTicksLongest / TICKS_PER_SECOND;
    }

    /// Stamps that were before the one sent earlier: B-frames.
    boolean isReordered() {
        return backwards > 0;
    }
}
