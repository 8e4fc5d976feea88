package org.lidless.checker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/// A stamp that was found in a sample (`docs/formats/stamp.md`) and whose sum is right.
///
/// @param run      the simulator's run
/// @param camera   the camera's name
/// @param sequence the frame's number
record FoundStamp(UUID run, String camera, long sequence) {

    private static final int USER_DATA_UNREGISTERED = 5;

    /// The first good stamp among a sample's NAL units, each of which has four bytes of length before it.
    static Optional<FoundStamp> in(byte[] sample, boolean h265) {
        ByteBuffer from = ByteBuffer.wrap(sample);
        while (from.remaining() > 4) {
            int length = from.getInt();
            if (length <= 0 || length > from.remaining()) {
                return Optional.empty();
            }
            if (isSei(from.get(from.position()) & 0xFF, h265)) {
                int header = h265 ? 2 : 1;
                Optional<FoundStamp> stamp = length > header
                        ? inMessages(unescaped(sample, from.position() + header, length - header))
                        : Optional.empty();
                if (stamp.isPresent()) {
                    return stamp;
                }
            }
            from.position(from.position() + length);
        }
        return Optional.empty();
    }

    private static boolean isSei(int first, boolean h265) {
        return h265 ? (first >> 1 & 0x3F) == 39 : (first & 0x1F) == 6;
    }

    /// Takes out the bytes that only prevent start codes.
    private static ByteBuffer unescaped(byte[] nal, int from, int length) {
        ByteBuffer plain = ByteBuffer.allocate(length);
        int zeros = 0;
        for (int at = from; at < from + length; at++) {
            if (zeros >= 2 && nal[at] == 3) {
                zeros = 0;
            } else {
                plain.put(nal[at]);
                zeros = nal[at] == 0 ? zeros + 1 : 0;
            }
        }
        return plain.flip();
    }

    private static Optional<FoundStamp> inMessages(ByteBuffer messages) {
        while (messages.remaining() > 2) {
            int type = number(messages);
            int size = number(messages);
            if (size > messages.remaining()) {
                return Optional.empty();
            }
            if (type == USER_DATA_UNREGISTERED) {
                Optional<FoundStamp> stamp = read(messages.slice(messages.position(), size));
                if (stamp.isPresent()) {
                    return stamp;
                }
            }
            messages.position(messages.position() + size);
        }
        return Optional.empty();
    }

    /// A number in steps of 255 (H.264 section 7.3.2.3.1).
    private static int number(ByteBuffer messages) {
        int number = 0;
        while (messages.hasRemaining()) {
            int step = messages.get() & 0xFF;
            number += step;
            if (step != 255) {
                break;
            }
        }
        return number;
    }

    private static Optional<FoundStamp> read(ByteBuffer payload) {
        int size = payload.remaining();
        if (size < 38 || payload.get(16) != 1 || size != 38 + (payload.get(17) & 0xFF)) {
            return Optional.empty();
        }
        var sum = new CRC32C();
        sum.update(payload.slice(0, size - 4));
        if (payload.getInt(size - 4) != (int) sum.getValue()) {
            return Optional.empty();
        }
        UUID run = new UUID(payload.getLong(0), payload.getLong(8));
        byte[] name = new byte[payload.get(17) & 0xFF];
        payload.get(18, name);
        return Optional.of(new FoundStamp(run, new String(name, US_ASCII), payload.getLong(18 + name.length)));
    }
}
