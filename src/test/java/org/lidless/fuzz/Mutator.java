package org.lidless.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Changes inputs at random: bits, bytes, numbers at their edges, pieces cut, doubled, moved and mixed, words put in.
final class Mutator {

    static final int INPUT_BYTES_MAX = 48 << 10;

    private static final long[] EDGES = {
        0,
        1,
        -1,
        2,
        7,
        8,
        16,
        127,
        128,
        255,
        256,
        32_767,
        32_768,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFF_FFFFL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "65536",
            "4294967295",
            "2147483648",
            "9223372036854775807",
            "99999999999999999999",
            "1e9",
            "0x7fffffff");

    private final Random chance;
    private final List<byte[]> words;

    Mutator(Random chance, List<byte[]> words) {
        this.chance = chance;
        this.words = List.copyOf(words);
    }

    byte[] changed(byte[] input, byte[] other) {
        byte[] bytes = input.clone();
        for (int i = 1 + chance.nextInt(6); i > 0; i--) {
            bytes = once(bytes, other);
        }
        return bytes.length > INPUT_BYTES_MAX ? Arrays.copyOf(bytes, INPUT_BYTES_MAX) : bytes;
    }

    private byte[] once(byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return other.clone();
        }
        int at = chance.nextInt(bytes.length);
        return switch (chance.nextInt(11)) {
            case 0 -> withByte(bytes, at, (byte) (bytes[at] ^ 1 << chance.nextInt(8)));
            case 1 -> withByte(bytes, at, (byte) chance.nextInt());
            case 2 -> number(bytes, at);
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> joined(bytes, 0, at, bytes, end(bytes, at), bytes.length);
            case 5 -> joined(bytes, 0, end(bytes, at), bytes, at, bytes.length);
            case 6 -> mixed(bytes, at, other);
            case 7 ->
                words.isEmpty() ? number(bytes, at) : inserted(bytes, at, words.get(chance.nextInt(words.size())));
            case 8 -> inserted(bytes, at, random(1 + chance.nextInt(16)));
            case 9 -> digits(bytes, at);
            default -> nudged(bytes, at);
        };
    }

    private static byte[] withByte(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    /// A whole number of 1, 2, 4 or 8 bytes at the edge of what it can be.
    private byte[] number(byte[] bytes, int at) {
        long edge = EDGES[chance.nextInt(EDGES.length)];
        int size = 1 << chance.nextInt(4);
        byte[] big = ByteBuffer.allocate(8).putLong(edge).array();
        int count = Math.min(size, bytes.length - at);
        System.arraycopy(big, 8 - size, bytes, at, count);
        return bytes;
    }

    /// A whole number of 4 bytes a little more or less than it was: lengths that lie by a few.
    private byte[] nudged(byte[] bytes, int at) {
        if (at + 4 > bytes.length) {
            return number(bytes, at);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return in.putInt(at, in.getInt(at) + chance.nextInt(33) - 16).array();
    }

    /// A number in text, if there is one nearby.
    private byte[] digits(byte[] bytes, int at) {
        int from = at;
        while (from < bytes.length && !isDigit(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < bytes.length && isDigit(bytes[to])) {
            to++;
        }
        byte[] text = NUMBERS.get(chance.nextInt(NUMBERS.size())).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return joined(inserted(Arrays.copyOf(bytes, from), from, text), 0, from + text.length, bytes, to, bytes.length);
    }

    private static boolean isDigit(byte each) {
        return each >= '0' && each <= '9';
    }

    private byte[] mixed(byte[] bytes, int at, byte[] other) {
        if (other.length == 0) {
            return bytes;
        }
        int from = chance.nextInt(other.length);
        return chance.nextBoolean()
                ? joined(bytes, 0, at, other, from, other.length)
                : inserted(bytes, at, Arrays.copyOfRange(other, from, end(other, from)));
    }

    private int end(byte[] bytes, int from) {
        int most = chance.nextInt(4) == 0 ? bytes.length : 64;
        return from + chance.nextInt(Math.min(most, bytes.length - from) + 1);
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        chance.nextBytes(bytes);
        return bytes;
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] piece) {
        return joined(joined(bytes, 0, at, piece, 0, piece.length), 0, at + piece.length, bytes, at, bytes.length);
    }

    private static byte[] joined(byte[] one, int oneFrom, int oneTo, byte[] other, int otherFrom, int otherTo) {
        byte[] both = new byte[oneTo - oneFrom + otherTo - otherFrom];
        System.arraycopy(one, oneFrom, both, 0, oneTo - oneFrom);
        System.arraycopy(other, otherFrom, both, oneTo - oneFrom, otherTo - otherFrom);
        return both;
    }
}
