package org.lidless.footage.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Keeps every sample, and fails when it is called out of order.
public final class RecordingSink implements SampleSink {

    /// One sample as it came.
    public record Taken(int rtpTime, boolean key, boolean damaged, long arrivalUs, List<byte[]> nals) {}

    private final List<Taken> samples = new ArrayList<>();
    private final List<VideoParameters> parameters = new ArrayList<>();
    private final ByteArrayOutputStream nal = new ByteArrayOutputStream();
    private List<byte[]> nals = new ArrayList<>();
    private boolean open;

    @Override
    public void parameters(VideoParameters changed) {
        require(!open);
        parameters.add(changed);
    }

    @Override
    public void beginNal() {
        require(!open);
        open = true;
        nal.reset();
    }

    @Override
    public void append(ByteBuffer bytes) {
        require(open);
        while (bytes.hasRemaining()) {
            nal.write(bytes.get());
        }
    }

    @Override
    public void endNal() {
        require(open);
        open = false;
        nals.add(nal.toByteArray());
    }

    @Override
    public void dropNal() {
        require(open);
        open = false;
    }

    @Override
    public void endSample(int rtpTime, boolean key, boolean damaged, long arrivalUs) {
        require(!open);
        samples.add(new Taken(rtpTime, key, damaged, arrivalUs, nals));
        nals = new ArrayList<>();
    }

    @Override
    public void dropSample() {
        require(!open);
        nals = new ArrayList<>();
    }

    private static void require(boolean inOrder) {
        if (!inOrder) {
            throw new IllegalStateException("the sink was called out of order");
        }
    }

    public List<Taken> samples() {
        return samples;
    }

    public List<VideoParameters> parameters() {
        return parameters;
    }
}
