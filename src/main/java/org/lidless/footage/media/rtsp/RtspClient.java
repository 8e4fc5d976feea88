package org.lidless.footage.media.rtsp;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.rtp.RtpCounts;

/// One RTSP session with one camera as a state machine: bytes and times in, bytes to send and samples out. Not thread
/// safe; belongs to the loop that feeds it. A new connection needs a new client.
///
/// CONNECTING: the shell connects to `source.address().getHost()`, `source.port()`.
/// → SETTING_UP by [#onConnected]: OPTIONS, DESCRIBE, SETUP of the first usable video track, PLAY. Over UDP it stops
///   before SETUP until [#onUdpPorts].
/// → PLAYING when PLAY is answered. Keepalive and receiver reports go out by [#onTimer].
/// → CLOSING by [#close]: TEARDOWN is sent, its answer awaited a second.
/// → ENDED from anywhere, for good: with [#ended] saying why, or without when [#close] was asked for.
///
/// The shell, after each call: sends what [#output] holds (and [#rtcpOutput] over UDP), calls [#onTimer] when
/// [#nextTimerUs] has come, and when ENDED sends what is left (a TEARDOWN perhaps) as far as it goes without waiting,
/// and closes.
public final class RtspClient {

    /// The least capacity of the buffer given to [#onBytes].
    public static final int RECEIVE_BYTES_MIN = RtspReader.BUFFER_BYTES_MIN;

    /// Where the session is.
    public enum State {
        CONNECTING,
        SETTING_UP,
        PLAYING,
        CLOSING,
        ENDED
    }

    /// @param source    the camera; its password is only ever used in the Authorization header
    /// @param sink      takes the samples
    /// @param patience  how long the camera may take
    /// @param userAgent sent with every request; some cameras refuse requests without one
    /// @param chance    random bits, for the digest's own nonce and the receiver's SSRC
    public RtspClient(
            CameraSource source, SampleSink sink, RtspPatience patience, String userAgent, LongSupplier chance) {}

    /// TCP is up. All times are monotonic µs.
    public void onConnected(long nowUs) {}

    /// Takes the bytes between position and limit: consumes whole messages and interleaved frames and leaves the rest
    /// (at most [#RECEIVE_BYTES_MIN]) for the caller to compact. The buffer must be big endian and writable: the
    /// octet before a NAL unit's fragment is overwritten with its header.
    public void onBytes(ByteBuffer in, long nowUs) {}

    /// Takes one datagram that came to one of the ports of [#onUdpPorts]. Bound as for [#onBytes].
    public void onDatagram(boolean rtcp, ByteBuffer packet, long nowUs) {}

    /// The connection was closed by the camera or broke.
    public void onClosed(long nowUs) {}

    /// Time has come: see [#nextTimerUs]. Calling too often does no harm.
    public void onTimer(long nowUs) {}

    /// The shell wants the session to end: TEARDOWN.
    public void close(long nowUs) {}

    /// When [#onTimer] is due next; `Long.MAX_VALUE` when ENDED.
    public long nextTimerUs() {
        return Long.MAX_VALUE;
    }

    /// Whether the shell must bind a pair of UDP ports and call [#onUdpPorts] (or [#onClosed] when it cannot).
    public boolean wantsUdpPorts() {
        return false;
    }

    /// The shell has bound RTP to this even port and RTCP to the next.
    public void onUdpPorts(int rtpPort, long nowUs) {}

    /// The camera's RTP port over UDP, once SETUP is answered and the camera said so. An empty datagram sent to it
    /// opens firewalls on the way.
    public OptionalInt serverRtpPort() {
        return OptionalInt.empty();
    }

    /// The camera's RTCP port over UDP, once SETUP is answered and the camera said so. Same host as the connection.
    public OptionalInt serverRtcpPort() {
        return OptionalInt.empty();
    }

    /// Bytes to send on the connection, or empty. The shell moves the buffer's position by what it sent and asks
    /// again until it is empty or the socket is full.
    public Optional<ByteBuffer> output() {
        return Optional.empty();
    }

    /// A datagram to send from the RTCP port to [#serverRtcpPort], or empty. Each is given once.
    public Optional<ByteBuffer> rtcpOutput() {
        return Optional.empty();
    }

    public State state() {
        return State.CONNECTING;
    }

    /// Why the session is over, unless it was [#close].
    public Optional<RtspEnd> ended() {
        return Optional.empty();
    }

    /// The server's session id, from SETUP's answer on: a successor may use it to TEARDOWN a half-open session.
    public Optional<String> sessionId() {
        return Optional.empty();
    }

    /// What was received so far.
    public RtpCounts counts() {
        return RtpCounts.NONE;
    }
}
