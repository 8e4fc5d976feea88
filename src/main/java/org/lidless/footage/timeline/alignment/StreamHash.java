package org.lidless.footage.timeline.alignment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// XXH64 over bytes that come in pieces, written from its public specification (Yann Collet, "xxHash fast digest
/// algorithm", version 0.1.1, section "XXH64"), seed 0. Reads 32 bytes a step straight from the buffer. Allocates
/// nothing after construction.
final class StreamHash {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final long PRIME_1_PLUS_2 = 0x60EA27EEADC0B5D6L;
    private static final int STRIPE = 32;

    private final ByteBuffer stripe = ByteBuffer.allocate(STRIPE);
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
            step(stripe, 0);
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
        int whole = at;
        for (; whole + STRIPE <= end; whole += STRIPE) {
            step(bytes, whole);
        }
        total += whole - at;
        while (whole < end) {
            add(bytes.get(whole++));
        }
    }

    long finish() {
        long hash = total >= STRIPE ? converged() : PRIME_5;
        hash += total;
        int at = 0;
        int end = stripe.position();
        for (; at + 8 <= end; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(stripe, at)), 27) * PRIME_1 + PRIME_4;
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

    private void step(ByteBuffer bytes, int at) {
        one = round(one, (long) LONGS.get(bytes, at));
        two = round(two, (long) LONGS.get(bytes, at + 8));
        three = round(three, (long) LONGS.get(bytes, at + 16));
        four = round(four, (long) LONGS.get(bytes, at + 24));
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
