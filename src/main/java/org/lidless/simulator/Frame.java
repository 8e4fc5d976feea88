package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// One frame as a camera sends it, to all its sessions alike.
///
/// @param sequence  number in order of sending, from 0 per run
/// @param wallUs    when it was captured, µs since 1970
/// @param elapsedUs when it was captured, on the simulator's monotonic clock
/// @param ticks     when it was captured, in 1/90000 s since the camera began: time of showing
/// @param key       whether decoding can begin here
/// @param nals      NAL units as sent, stamp and parameter sets included
record Frame(long sequence, long wallUs, long elapsedUs, long ticks, boolean key, List<byte[]> nals) {

    private static final int HASH_BYTES = 16;

    /// Bytes of the NAL units, each with four bytes of length before it.
    int size() {
        int size = 0;
        for (byte[] nal : nals) {
            size += 4 + nal.length;
        }
        return size;
    }

    /// The first 128 bits of the SHA-256 of the NAL units in order, each behind its length as four bytes, most
    /// significant first: as they lie in an MP4 file. In lower-case hexadecimal.
    String hash() {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            for (byte[] nal : nals) {
                sum.update(ByteBuffer.allocate(4).putInt(nal.length).flip());
                sum.update(nal);
            }
            return HexFormat.of().formatHex(sum.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
