package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.UUID;

/// Writes boxes (ISO/IEC 14496-12 section 4.2) into a buffer that is large enough; a box's size is filled in when it
/// ends. Big-endian, as everything in MP4.
public final class BoxWriter {

    private static final int DEPTH_MAX = 12;

    private final ByteBuffer out;
    private final int[] starts = new int[DEPTH_MAX];
    private int depth;

    /// Writes from the buffer's position on.
    public BoxWriter(ByteBuffer out) {
        this.out = out;
    }

    public BoxWriter begin(int type) {
        starts[depth++] = out.position();
        out.putInt(0).putInt(type);
        return this;
    }

    /// A box with version and flags (section 4.2, FullBox).
    public BoxWriter begin(int type, int version, int flags) {
        begin(type);
        out.putInt((version << 24) | flags);
        return this;
    }

    /// A `uuid` box with this user type.
    public BoxWriter begin(UUID userType) {
        begin(BoxType.UUID);
        out.putLong(userType.getMostSignificantBits()).putLong(userType.getLeastSignificantBits());
        return this;
    }

    /// Ends the box that was begun last.
    public BoxWriter end() {
        int start = starts[--depth];
        out.putInt(start, out.position() - start);
        return this;
    }

    public BoxWriter u8(int value) {
        out.put((byte) value);
        return this;
    }

    public BoxWriter u16(int value) {
        out.putShort((short) value);
        return this;
    }

    public BoxWriter u32(long value) {
        out.putInt((int) value);
        return this;
    }

    public BoxWriter u64(long value) {
        out.putLong(value);
        return this;
    }

    public BoxWriter bytes(byte[] bytes) {
        out.put(bytes);
        return this;
    }

    public BoxWriter zeros(int count) {
        for (int i = 0; i < count; i++) {
            out.put((byte) 0);
        }
        return this;
    }

    /// The unity matrix of `mvhd` and `tkhd` (section 8.2.2).
    BoxWriter unityMatrix() {
        return u32(0x10000).zeros(12).u32(0x10000).zeros(12).u32(0x40000000);
    }

    /// Where the next byte goes.
    public int position() {
        return out.position();
    }
}
