package org.lidless.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.lidless.footage.media.VideoCodec;

/// What a simulated camera hides in each frame for the checker: an SEI NAL unit of user data (Rec. ITU-T H.264 and
/// H.265, D.2, `user_data_unregistered`), which decoders pass over. `docs/formats/stamp.md` has it byte by byte.
final class Stamp {

    /// The UUID's first eight bytes; the other eight are the run.
    static final long MARK = 0x4c49444c45535331L;

    private static final int USER_DATA_UNREGISTERED = 5;
    private static final int TRAILING_BITS = 0x80;

    private Stamp() {}

    /// The NAL unit to put before a frame's first slice.
    ///
    /// @param run       the simulator's run
    /// @param camera    the camera's name
    /// @param sequence  the frame's number, from 0
    /// @param captureUs when it was taken, wall clock, µs since 1970
    static byte[] nal(VideoCodec codec, long run, String camera, long sequence, long captureUs) {
        byte[] name = camera.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer payload = ByteBuffer.allocate(16 + 1 + name.length + 8 + 8 + 4);
        payload.putLong(MARK)
                .putLong(run)
                .put((byte) name.length)
                .put(name)
                .putLong(sequence)
                .putLong(captureUs);
        CRC32C crc = new CRC32C();
        crc.update(payload.array(), 0, payload.position());
        payload.putInt((int) crc.getValue());
        ByteArrayOutputStream nal = new ByteArrayOutputStream();
        switch (codec) {
            case H264 -> nal.write(0x06);
            case H265 -> {
                nal.write(39 << 1);
                nal.write(1);
            }
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(USER_DATA_UNREGISTERED);
        message.write(payload.capacity());
        message.writeBytes(payload.array());
        message.write(TRAILING_BITS);
        escape(message.toByteArray(), nal);
        return nal.toByteArray();
    }

    /// Puts emulation prevention bytes in (Rec. ITU-T H.264 7.4.1.1): no 00 00 0x with x up to 3.
    private static void escape(byte[] raw, ByteArrayOutputStream out) {
        int zeros = 0;
        for (byte value : raw) {
            if (zeros >= 2 && (value & 0xff) <= 3) {
                out.write(3);
                zeros = 0;
            }
            out.write(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }
    }
}
