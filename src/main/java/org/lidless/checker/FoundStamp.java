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
public record FoundStamp(UUID run, String camera, long sequence) {

    private static final int USER_DATA_UNREGISTERED = 5;
    private static final int METADATA = 5;
    private static final int ITU_T_T35 = 4;
    private static final short COMMENT = (short) 0xFFFE;
    private static final int COMMENT_BYTES_MAX = 160;

    /// The first good stamp in a sample.
    public static Optional<FoundStamp> in(byte[] sample, Coding coding) {
        return switch (coding) {
            case H264 -> inNals(sample, false);
            case H265 -> inNals(sample, true);
            case AV1 -> inObus(ByteBuffer.wrap(sample));
            case JPEG -> inImage(ByteBuffer.wrap(sample));
        };
    }

    /// In metadata of kind ITU-T T.35 (AV1 section 5.8.2), whose last byte is of trailing bits.
    private static Optional<FoundStamp> inObus(ByteBuffer from) {
        while (from.remaining() > 1) {
            int header = from.get();
            from.position(from.position() + ((header & 4) != 0 ? 1 : 0));
            long size = (header & 2) != 0 ? leb128(from) : from.remaining();
            if (size > from.remaining()) {
                return Optional.empty();
            }
            ByteBuffer body = from.slice(from.position(), (int) size);
            from.position(from.position() + (int) size);
            if ((header >> 3 & 15) == METADATA && size > 3 && body.get(0) == ITU_T_T35) {
                Optional<FoundStamp> stamp = read(body.slice(2, (int) size - 3));
                if (stamp.isPresent()) {
                    return stamp;
                }
            }
        }
        return Optional.empty();
    }

    private static long leb128(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 35 && from.hasRemaining(); shift += 7) {
            int part = from.get();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        return Long.MAX_VALUE;
    }

    /// In a comment right before the image's end.
    private static Optional<FoundStamp> inImage(ByteBuffer image) {
        int end = image.limit() - 2;
        for (int at = Math.max(0, end - COMMENT_BYTES_MAX); at + 4 < end; at++) {
            boolean isComment = image.getShort(at) == COMMENT && at + 2 + (image.getShort(at + 2) & 0xFFFF) == end;
            if (isComment) {
                return read(image.slice(at + 4, end - at - 4));
            }
        }
        return Optional.empty();
    }

    /// Among NAL units, each of which has four bytes of length before it.
    private static Optional<FoundStamp> inNals(byte[] sample, boolean h265) {
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
