package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.lidless.footage.media.VideoCodec;

/// One frame as a camera sends it, to all its sessions alike.
///
/// @param sequence  number in order of sending, from 0 per run
/// @param wallUs    when it was captured, µs since 1970
/// @param elapsedUs when it was captured, on the simulator's monotonic clock
/// @param ticks     when it was captured, in 1/90000 s since the camera began: time of showing
/// @param key       whether decoding can begin here
/// @param codec     the encoding
/// @param nals      NAL units (OBUs, an image) as sent, stamp and parameter sets included
record Frame(long sequence, long wallUs, long elapsedUs, long ticks, boolean key, VideoCodec codec, List<byte[]> nals) {

    private static final int HASH_BYTES = 16;

    /// Bytes as they lie in an MP4 file: NAL units and OBUs with four bytes of length each, an image as it is.
    int size() {
        int size = 0;
        for (byte[] nal : nals) {
            size += nal.length + (codec == VideoCodec.MJPEG ? 0 : 4);
        }
        return size;
    }

    /// The first 128 bits of the SHA-256 of the frame as it lies in an MP4 file: NAL units in order, each behind its
    /// length as four bytes, most significant first; OBUs with their size behind their header, as `leb128` in four
    /// bytes; an image as it is. In lower-case hexadecimal.
    String hash() {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            for (byte[] nal : nals) {
                switch (codec) {
                    case H264, H265 -> {
                        sum.update(ByteBuffer.allocate(4).putInt(nal.length).flip());
                        sum.update(nal);
                    }
                    case AV1 -> sum.update(Obus.stored(nal));
                    case MJPEG -> sum.update(nal);
                }
            }
            return HexFormat.of().formatHex(sum.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
