package org.lidless.footage.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Keeps every sample, and fails when it is called out of order.
public final class RecordingSink implements SampleSink {

    /// One sample as it came.
    ///
    /// @param plain whether its units bring their own framing
    public record Taken(int rtpTime, boolean key, boolean damaged, long arrivalUs, List<byte[]> nals, boolean plain) {}

    /// One frame of a track that goes with the video, as it came.
    public record Beside(Companion of, int rtpTime, int ticks, ByteBuffer bytes, long arrivalUs) {}

    private final List<Taken> samples = new ArrayList<>();
    private final List<Beside> companions = new ArrayList<>();
    private final List<VideoParameters> parameters = new ArrayList<>();
    private final ByteArrayOutputStream nal = new ByteArrayOutputStream();
    private List<byte[]> nals = new ArrayList<>();
    private boolean open;
    private boolean plain;
    private int lengthAt = -1;

    @Override
    public void parameters(VideoParameters changed) {
        require(!open);
        parameters.add(changed);
    }

    @Override
    public void beginNal() {
        require(!open);
        open = true;
        plain = false;
        lengthAt = -1;
        nal.reset();
    }

    @Override
    public void beginPlain() {
        beginNal();
        plain = true;
    }

    @Override
    public void keepLength() {
        require(open && plain && lengthAt < 0);
        lengthAt = nal.size();
        nal.writeBytes(new byte[4]);
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
        byte[] unit = nal.toByteArray();
        int length = unit.length - lengthAt - 4;
        for (int i = 0; lengthAt >= 0 && i < 4; i++) {
            unit[lengthAt + i] = (byte) (((length >> (7 * i)) & 0x7F) | (i < 3 ? 0x80 : 0));
        }
        nals.add(unit);
    }

    @Override
    public void dropNal() {
        require(open);
        open = false;
    }

    @Override
    public void endSample(int rtpTime, boolean key, boolean damaged, long arrivalUs) {
        require(!open);
        samples.add(new Taken(rtpTime, key, damaged, arrivalUs, nals, plain));
        nals = new ArrayList<>();
    }

    @Override
    public void dropSample() {
        require(!open);
        nals = new ArrayList<>();
    }

    @Override
    public void companion(Companion of, int rtpTime, int ticks, ByteBuffer bytes, long arrivalUs) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes.duplicate()).flip();
        companions.add(new Beside(of, rtpTime, ticks, copy.asReadOnlyBuffer(), arrivalUs));
    }

    /// The frames of the sound, or of the metadata.
    public List<Beside> companions(boolean isAudio) {
        return companions.stream()
                .filter(each -> each.of().codec().isAudio() == isAudio)
                .toList();
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
