package org.lidless.footage.recording;

import java.nio.ByteBuffer;

/// Where the unit at hand says how long it is, which is known only when it ends: in front of a NAL unit as four bytes
/// (ISO/IEC 14496-15), inside an OBU as `leb128` of four bytes (AV1 section 4.10.5), or nowhere. Belongs to the ring's
/// owner.
final class UnitLength {

    private static final int BYTES = 4;
    private static final long NOWHERE = -1;

    private final ByteBuffer unknown = ByteBuffer.allocate(BYTES);
    private long at = NOWHERE;
    private boolean isLeb128;

    /// In front, at this place; answers what to put there until it is known.
    ByteBuffer before(long place) {
        at = place;
        isLeb128 = false;
        return unknown.clear();
    }

    /// Inside, at this place; answers what to put there until it is known.
    ByteBuffer inside(long place) {
        at = place;
        isLeb128 = true;
        return unknown.clear();
    }

    void none() {
        at = NOWHERE;
    }

    /// The unit ends with the trail.
    void end(ByteTrail trail) {
        if (at == NOWHERE) {
            return;
        }
        int length = (int) (trail.end() - at) - BYTES;
        trail.patch(at, isLeb128 ? leb128(length) : length);
        at = NOWHERE;
    }

    /// Seven bits a byte, least significant first, as they lie in a big-endian number.
    private static int leb128(int length) {
        return (((length & 0x7F) | 0x80) << 24)
                | ((((length >> 7) & 0x7F) | 0x80) << 16)
                | ((((length >> 14) & 0x7F) | 0x80) << 8)
                | ((length >> 21) & 0x7F);
    }
}
