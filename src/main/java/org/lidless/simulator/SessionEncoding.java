package org.lidless.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lidless.footage.media.VideoCodec;

/// Makes of one frame what a session's own encoder might have made of the same moment: every slice has other bytes and
/// shows the same. It ends in as many `cabac_zero_words` as the session's number says, which a decoder skips (H.264
/// section 7.3.2.10, H.265 section 7.3.2.11; all clips use CABAC).
final class SessionEncoding {

    /// After so many sessions the first one's bytes come again.
    static final int DIFFERENT_MAX = 200;

    /// A word of zeros, and what keeps it from looking like a start code.
    private static final byte[] ZERO_WORD = {0, 0, 3};

    private SessionEncoding() {}

    /// @param session its number with its camera, from 1
    static Frame of(Frame frame, VideoCodec codec, int session) {
        int words = 1 + (session - 1) % DIFFERENT_MAX;
        if (codec == VideoCodec.AV1 || codec == VideoCodec.MJPEG) {
            throw new IllegalArgumentException("no encoder for each session in " + codec);
        }
        List<byte[]> nals = new ArrayList<>();
        for (byte[] nal : frame.nals()) {
            nals.add(NalUnits.isSlice(codec, nal) ? with(nal, words) : nal);
        }
        return new Frame(frame.sequence(), frame.wallUs(), frame.elapsedUs(), frame.ticks(), frame.key(), codec, nals);
    }

    private static byte[] with(byte[] slice, int words) {
        byte[] longer = Arrays.copyOf(slice, slice.length + words * ZERO_WORD.length);
        for (int at = slice.length; at < longer.length; at += ZERO_WORD.length) {
            System.arraycopy(ZERO_WORD, 0, longer, at, ZERO_WORD.length);
        }
        return longer;
    }
}
