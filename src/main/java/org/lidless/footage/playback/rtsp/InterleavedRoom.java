package org.lidless.footage.playback.rtsp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.rtp.RtpSender;

/// Packets on their way into a connection, each in a frame of its own (RFC 2326 section 10.12), gathered so that many
/// go out at once. One thread.
public final class InterleavedRoom {

    /// What is gathered at most.
    static final int BYTES_KEPT = 64 << 10;

    private static final int HEAD_BYTES = 4;
    private static final int PACKET_BYTES_MAX = 65_535;

    private final Outlet outlet;
    private final ByteBuffer gathered = ByteBuffer.allocate(BYTES_KEPT + HEAD_BYTES + PACKET_BYTES_MAX);

    /// Where bytes go; may wait.
    public interface Outlet {
        void send(ByteBuffer bytes);
    }

    public InterleavedRoom(Outlet outlet) {
        this.outlet = outlet;
    }

    /// Room for the packets of one track.
    public RtpSender.Room of(RtspTransport channels) {
        return (reports, bytes) -> {
            if (gathered.position() >= BYTES_KEPT) {
                flush();
            }
            int channel = reports ? channels.reports() : channels.media();
            return gathered.put((byte) '$').put((byte) channel).putShort((short) bytes);
        };
    }

    /// Sends what was gathered.
    public void flush() {
        if (gathered.position() > 0) {
            outlet.send(gathered.flip());
            gathered.clear();
        }
    }
}
