package org.lidless.simulator;

/// What one RTP packet carries, before it is numbered (RFC 3550 section 5.1). Immutable by agreement: nobody changes
/// the bytes.
public final class Payload {

    /// The payload type that simulated cameras announce for their video.
    public static final int VIDEO = 96;

    private final byte[] bytes;
    private final boolean marker;
    private final int type;
    private final int lateTicks;

    /// @param bytes     the payload
    /// @param marker    whether the marker bit is set
    /// @param type      the payload type, 0 to 127
    /// @param lateTicks by how much its time stamp is off from the frame's, in 1/90000 s; 0 with a good camera
    public Payload(byte[] bytes, boolean marker, int type, int lateTicks) {
        this.bytes = bytes;
        this.marker = marker;
        this.type = type;
        this.lateTicks = lateTicks;
    }

    public byte[] bytes() {
        return bytes;
    }

    public boolean marker() {
        return marker;
    }

    public int type() {
        return type;
    }

    public int lateTicks() {
        return lateTicks;
    }

    /// The same with the marker set or not.
    public Payload marked(boolean set) {
        return new Payload(bytes, set, type, lateTicks);
    }

    /// The same with other bytes.
    public Payload of(byte[] other) {
        return new Payload(other, marker, type, lateTicks);
    }

    /// The same with another time stamp.
    public Payload late(int ticks) {
        return new Payload(bytes, marker, type, ticks);
    }
}
