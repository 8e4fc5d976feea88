package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.lidless.domain.CameraId;
import org.lidless.footage.media.VideoCodec;

/// What a camera hides in a frame for the checker, as SEI of user data (H.264 section D.1.6). Bytes:
/// `docs/formats/stamp.md`.
///
/// @param run       the simulator's run
/// @param camera    the camera
/// @param sequence  the frame's number in order of sending, from 0
/// @param captureUs when it was captured, µs since 1970 by the camera's clock
record Stamp(UUID run, CameraId camera, long sequence, long captureUs) {

    private static final int VERSION = 1;
    private static final int USER_DATA_UNREGISTERED = 5;
    private static final byte[] HEADER_H264 = {0x06};
    private static final byte[] HEADER_H265 = {39 << 1, 0x01};

    /// The NAL unit, without a start code.
    byte[] nal(VideoCodec codec) {
        byte[] name = camera.value().getBytes(US_ASCII);
        int size = 16 + 1 + 1 + name.length + 8 + 8 + 4;
        // The payload's size fits one byte: a name has at most 63 characters.
        ByteBuffer message = ByteBuffer.allocate(2 + size + 1);
        message.put((byte) USER_DATA_UNREGISTERED).put((byte) size);
        message.putLong(run.getMostSignificantBits()).putLong(run.getLeastSignificantBits());
        message.put((byte) VERSION).put((byte) name.length).put(name);
        message.putLong(sequence).putLong(captureUs);
        var sum = new CRC32C();
        sum.update(message.array(), 2, size - 4);
        message.putInt((int) sum.getValue());
        message.put((byte) 0x80);
        return NalUnits.escaped(
                switch (codec) {
                    case H264 -> HEADER_H264;
                    case H265 -> HEADER_H265;
                },
                message.array());
    }
}
