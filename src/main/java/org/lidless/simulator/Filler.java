package org.lidless.simulator;

import java.util.Arrays;
import java.util.List;
import org.lidless.footage.media.VideoCodec;

/// Fills a frame up to a size with a NAL unit of filler data, as encoders with a constant bit rate do (H.264 section
/// 7.3.2.7, H.265 section 7.3.2.8; AV1 has padding OBUs, section 5.7). JPEG images stay as they are.
final class Filler {

    private static final int BYTES_MIN = 4;

    private Filler() {}

    /// @param bytes what the frame shall have, each NAL unit with four bytes of length; nothing is done when it has
    static void upTo(int bytes, VideoCodec codec, List<byte[]> nals) {
        int size = nals.stream().mapToInt(nal -> 4 + nal.length).sum();
        int missing = bytes - size - 4;
        if (missing < BYTES_MIN || codec == VideoCodec.MJPEG) {
            return;
        }
        byte[] filler = new byte[missing];
        Arrays.fill(filler, (byte) 0xFF);
        switch (codec) {
            case H264 -> filler[0] = 12;
            case H265 -> {
                filler[0] = 38 << 1;
                filler[1] = 1;
            }
            case AV1 -> filler[0] = 15 << 3;
            case MJPEG -> throw new IllegalArgumentException("an image is not filled");
        }
        filler[missing - 1] = (byte) 0x80;
        nals.add(filler);
    }
}
