package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;

/// Start codes of ITU-T H.264 annex B, which do not belong into RTP and come all the same (V380 cameras send SPS,
/// PPS and picture as one unit with start codes inside).
final class StartCode {

    /// Bytes of the short form, 00 00 01.
    static final int BYTES = 3;

    private StartCode() {}

    /// Where the next start code begins, or -1.
    static int find(ByteBuffer buffer, int from, int to) {
        for (int at = from + 2; at < to; at++) {
            byte value = buffer.get(at);
            if (value == 1 && buffer.get(at - 1) == 0 && buffer.get(at - 2) == 0) {
                return at - 2;
            }
        }
        return -1;
    }

    /// Behind a start code that stands at the very front, or `from` when none does.
    static int skip(ByteBuffer buffer, int from, int to) {
        int at = from;
        while (at < to && buffer.get(at) == 0) {
            at++;
        }
        return at - from >= 2 && at < to && buffer.get(at) == 1 ? at + 1 : from;
    }

    /// The end without trailing zeros, which belong to the start code that follows.
    static int trimmed(ByteBuffer buffer, int from, int to) {
        int end = to;
        while (end > from && buffer.get(end - 1) == 0) {
            end--;
        }
        return end;
    }
}
