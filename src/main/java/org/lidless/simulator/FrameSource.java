package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Makes one camera's frames out of a clip that is played round and round, stamped or not. Pure: whoever asks for a
/// frame says when.
final class FrameSource {

    static final int TICKS_PER_FRAME = 90_000 / Clip.FRAMES_PER_SECOND;
    static final long US_PER_FRAME = 1_000_000L / Clip.FRAMES_PER_SECOND;

    private static final int DIGEST_BYTES = 16;

    private final Clip clip;
    private final String camera;
    private final long run;
    private final boolean stamped;
    private final long startWallUs;
    private final MessageDigest sha256;

    FrameSource(Clip clip, String camera, long run, boolean stamped, long startWallUs) {
        this.clip = clip;
        this.camera = camera;
        this.run = run;
        this.stamped = stamped;
        this.startWallUs = startWallUs;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    Clip clip() {
        return clip;
    }

    boolean isStamped() {
        return stamped;
    }

    /// When a frame is sent, µs after the camera's start: when the last of those that it waits for was taken.
    long dueUs(long sequence) {
        return (sequence + clip.reorderDepth()) * US_PER_FRAME;
    }

    boolean isKey(long sequence) {
        return picture(sequence).key();
    }

    Frame frame(long sequence) {
        Clip.Picture picture = picture(sequence);
        int length = clip.pictures().size();
        long shown = sequence / length * length + picture.presentation();
        long capturedUs = startWallUs + shown * US_PER_FRAME;
        List<byte[]> nals = stamped ? stampedNals(picture, sequence, capturedUs) : picture.nals();
        int size = 0;
        ByteBuffer length4 = ByteBuffer.allocate(4);
        for (byte[] nal : nals) {
            sha256.update(length4.clear().putInt(nal.length).flip());
            sha256.update(nal);
            size += 4 + nal.length;
        }
        String digest = HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
        return new Frame(sequence, shown * TICKS_PER_FRAME, capturedUs, picture.key(), nals, size, digest);
    }

    private List<byte[]> stampedNals(Clip.Picture picture, long sequence, long capturedUs) {
        byte[] stamp = Stamp.nal(clip.codec(), run, camera, sequence, capturedUs);
        List<byte[]> nals = new ArrayList<>(picture.nals().size() + 1);
        boolean done = false;
        for (byte[] nal : picture.nals()) {
            if (!done && Clip.isSlice(nal, clip.codec())) {
                nals.add(stamp);
                done = true;
            }
            nals.add(nal);
        }
        return List.copyOf(nals);
    }

    private Clip.Picture picture(long sequence) {
        return clip.pictures().get((int) (sequence % clip.pictures().size()));
    }
}
