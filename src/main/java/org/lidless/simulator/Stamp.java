package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.lidless.domain.CameraId;
import org.lidless.footage.media.VideoCodec;

/// What a camera hides in a frame for the checker, as SEI of user data (H.264 section D.1.6), metadata of AV1, or a
/// comment in a JPEG image. Bytes: `docs/formats/stamp.md`.
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
    /// An OBU of metadata of kind ITU-T T.35, with a country code that says nothing (AV1 sections 6.7.1 and 6.7.2).
    private static final byte[] METADATA_AV1 = {5 << 3, 4, 0};

    /// Puts it into a frame's units: before the first slice, or into the image.
    void into(VideoCodec codec, List<byte[]> nals) {
        if (codec == VideoCodec.MJPEG) {
            nals.set(0, JpegImage.withComment(nals.getFirst(), message()));
            return;
        }
        int before = 0;
        while (!NalUnits.isSlice(codec, nals.get(before))) {
            before++;
        }
        nals.add(before, nal(codec));
    }

    /// The NAL unit, without a start code; or the OBU, without a size.
    byte[] nal(VideoCodec codec) {
        byte[] message = message();
        return switch (codec) {
            case H264 -> NalUnits.escaped(HEADER_H264, supplement(message));
            case H265 -> NalUnits.escaped(HEADER_H265, supplement(message));
            case AV1 ->
                ByteBuffer.allocate(METADATA_AV1.length + message.length + 1)
                        .put(METADATA_AV1)
                        .put(message)
                        .put((byte) 0x80)
                        .array();
            case MJPEG -> throw new IllegalArgumentException("an image has no units");
        };
    }

    /// The payload's size fits one byte: a name has at most 63 characters.
    private static byte[] supplement(byte[] message) {
        return ByteBuffer.allocate(2 + message.length + 1)
                .put((byte) USER_DATA_UNREGISTERED)
                .put((byte) message.length)
                .put(message)
                .put((byte) 0x80)
                .array();
    }

    private byte[] message() {
        byte[] name = camera.value().getBytes(US_ASCII);
        ByteBuffer message = ByteBuffer.allocate(16 + 1 + 1 + name.length + 8 + 8 + 4);
        message.putLong(run.getMostSignificantBits()).putLong(run.getLeastSignificantBits());
        message.put((byte) VERSION).put((byte) name.length).put(name);
        message.putLong(sequence).putLong(captureUs);
        var sum = new CRC32C();
        sum.update(message.array(), 0, message.position());
        return message.putInt((int) sum.getValue()).array();
    }
}
