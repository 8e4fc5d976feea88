package org.lidless.footage.timeline.alignment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// XXH64 over bytes that come in pieces, written from its public specification (Yann Collet, "xxHash fast digest
/// algorithm", version 0.1.1, section "XXH64"), seed 0. Reads 32 bytes a step straight from the buffer, which is direct
/// memory as its own stripe is: with one kind of buffer the JIT reads each number in one instruction. Allocates nothing
/// after construction.
final class StreamHash {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final long PRIME_1_PLUS_2 = 0x60EA27EEADC0B5D6L;
    private static final int STRIPE = 32;

    private final ByteBuffer stripe = ByteBuffer.allocateDirect(STRIPE);
    private long one;
    private long two;
    private long three;
    private long four;
    private long total;

    StreamHash() {
        begin();
    }

    void begin() {
        stripe.clear();
        one = PRIME_1_PLUS_2;
        two = PRIME_2;
        three = 0;
        four = -PRIME_1;
        total = 0;
    }

    void add(byte value) {
        stripe.put(value);
        total++;
        if (!stripe.hasRemaining()) {
            steps(stripe, 0, STRIPE);
            stripe.clear();
        }
    }

    /// Adds `length` bytes from the index `from`; the buffer's position stays where it is.
    void add(ByteBuffer bytes, int from, int length) {
        int at = from;
        int end = from + length;
        while (stripe.position() != 0 && at < end) {
            add(bytes.get(at++));
        }
        int whole = end - (end - at) % STRIPE;
        if (whole > at) {
            steps(bytes, at, whole);
            total += whole - at;
        }
        for (at = Math.max(at, whole); at < end; at++) {
            add(bytes.get(at));
        }
    }

    long finish() {
        long hash = total >= STRIPE ? converged() : PRIME_5;
        hash += total;
        int at = 0;
        int end = stripe.position();
        for (; at + 8 <= end; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, Long.reverseBytes(stripe.getLong(at))), 27) * PRIME_1 + PRIME_4;
        }
        if (at + 4 <= end) {
            long four = Integer.toUnsignedLong(Integer.reverseBytes(stripe.getInt(at)));
            hash = Long.rotateLeft(hash ^ (four * PRIME_1), 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ ((stripe.get(at) & 0xFF) * PRIME_5), 11) * PRIME_1;
        }
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }

    /// Whole stripes from one place to another. The lanes are locals meanwhile, so that they stay in registers.
    private void steps(ByteBuffer bytes, int from, int to) {
        boolean swapped = bytes.order() == ByteOrder.BIG_ENDIAN;
        long first = one;
        long second = two;
        long third = three;
        long fourth = four;
        for (int at = from; at < to; at += STRIPE) {
            first = round(first, little(bytes.getLong(at), swapped));
            second = round(second, little(bytes.getLong(at + 8), swapped));
            third = round(third, little(bytes.getLong(at + 16), swapped));
            fourth = round(fourth, little(bytes.getLong(at + 24), swapped));
        }
        one = first;
        two = second;
        three = third;
        four = fourth;
    }

    private static long little(long read, boolean swapped) {
        return swapped ? Long.reverseBytes(read) : read;
    }

    private long converged() {
        long hash = Long.rotateLeft(one, 1)
                + Long.rotateLeft(two, 7)
                + Long.rotateLeft(three, 12)
                + Long.rotateLeft(four, 18);
        hash = merged(merged(hash, one), two);
        return merged(merged(hash, three), four);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merged(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }
}
