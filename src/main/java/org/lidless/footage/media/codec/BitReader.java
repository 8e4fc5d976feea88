package org.lidless.footage.media.codec;

/// Reads the bits of a NAL unit's payload from the front, after taking out its emulation prevention bytes (ITU-T
/// H.264 section 7.3.1, H.265 section 7.3.1.1). Past the end, or at an impossible code, it reads zeros and
/// remembers that it failed: any bytes may come in.
final class BitReader {

    private static final int GOLOMB_ZEROS_MAX = 31;

    private final byte[] bits;
    private final int length;
    private int at;
    private boolean failed;

    /// @param nal         a whole NAL unit without a start code
    /// @param headerBytes how many bytes of header to pass over
    BitReader(byte[] nal, int headerBytes) {
        byte[] plain = new byte[nal.length];
        int size = 0;
        int zeros = 0;
        for (int i = headerBytes; i < nal.length; i++) {
            if (zeros >= 2 && nal[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = nal[i] == 0 ? zeros + 1 : 0;
            plain[size++] = nal[i];
        }
        bits = plain;
        length = size * 8;
    }

    /// Reads bits that are not a NAL unit's, as they are.
    ///
    /// @param headerBytes how many bytes to pass over
    static BitReader plain(byte[] bytes, int headerBytes) {
        return new BitReader(java.util.Arrays.copyOfRange(bytes, Math.min(headerBytes, bytes.length), bytes.length));
    }

    private BitReader(byte[] plain) {
        bits = plain;
        length = plain.length * 8;
    }

    /// The next bits as a number.
    ///
    /// @param count 0 to 32
    long bits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | (flag() ? 1 : 0);
        }
        return value;
    }

    boolean flag() {
        if (at >= length) {
            failed = true;
            return false;
        }
        boolean set = (bits[at >> 3] >> (7 - (at & 7)) & 1) == 1;
        at++;
        return set;
    }

    void skip(int count) {
        at += count;
        if (at > length || at < 0) {
            at = length;
            failed = true;
        }
    }

    /// An unsigned Exp-Golomb code, ue(v) (ITU-T H.264 section 9.1); 0 and failed when it is longer than 32 bits.
    long unsigned() {
        int zeros = 0;
        while (!flag()) {
            zeros++;
            if (failed || zeros > GOLOMB_ZEROS_MAX) {
                failed = true;
                return 0;
            }
        }
        return (1L << zeros) - 1 + bits(zeros);
    }

    /// A signed Exp-Golomb code, se(v).
    long signed() {
        long code = unsigned();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }

    /// An unsigned code that must not pass a bound; failed when it does.
    int atMost(int bound) {
        long value = unsigned();
        if (value > bound) {
            failed = true;
            return 0;
        }
        return (int) value;
    }

    /// Whether something was read that was not there.
    boolean failed() {
        return failed;
    }

    /// Bits read so far.
    int position() {
        return at;
    }

    /// The bytes without emulation prevention.
    byte[] plain() {
        return bits;
    }
}
