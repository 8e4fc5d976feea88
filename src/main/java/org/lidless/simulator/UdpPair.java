package org.lidless.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;
import org.lidless.world.Network;

/// The two datagram sockets that all sessions over UDP share: an even port for RTP, the next one for RTCP (RFC 3550
/// section 11).
final class UdpPair implements Closeable {

    private static final int TRIES_MAX = 50;
    private static final int DATAGRAM_BYTES_MAX = 65_535;

    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final int port;
    private final ByteBuffer in = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);

    private UdpPair(DatagramChannel rtp, DatagramChannel rtcp, int port) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.port = port;
    }

    /// Finds two free ports side by side.
    static UdpPair open(Network network, InetAddress on) throws IOException {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            DatagramChannel rtp = network.datagram(new InetSocketAddress(on, 0));
            int port = ((InetSocketAddress) rtp.getLocalAddress()).getPort();
            if (port % 2 == 0) {
                try {
                    DatagramChannel rtcp = network.datagram(new InetSocketAddress(on, port + 1));
                    NetworkInterface through = NetworkInterface.getByInetAddress(on);
                    rtp.setOption(StandardSocketOptions.IP_MULTICAST_IF, through);
                    rtcp.setOption(StandardSocketOptions.IP_MULTICAST_IF, through);
                    return new UdpPair(rtp, rtcp, port);
                } catch (BindException taken) {
                    rtp.close();
                    continue;
                }
            }
            rtp.close();
        }
        throw new BindException("no two free UDP ports side by side in " + TRIES_MAX + " tries");
    }

    int port() {
        return port;
    }

    DatagramChannel rtp() {
        return rtp;
    }

    DatagramChannel rtcp() {
        return rtcp;
    }

    /// Reads all that came, and tells who sent it: a client's report is a sign of life.
    void drain(DatagramChannel channel, Consumer<InetSocketAddress> heard) throws IOException {
        in.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(in);
        while (from != null) {
            heard.accept(from);
            in.clear();
            from = (InetSocketAddress) channel.receive(in);
        }
    }

    /// Whether the packet went out; when it did not, it is lost.
    boolean sendRtp(ByteBuffer packet, InetAddress to, int toPort) {
        return send(rtp, packet, to, toPort);
    }

    boolean sendRtcp(ByteBuffer packet, InetAddress to, int toPort) {
        return send(rtcp, packet, to, toPort);
    }

    private static boolean send(DatagramChannel channel, ByteBuffer packet, InetAddress to, int toPort) {
        try {
            return channel.send(packet, new InetSocketAddress(to, toPort)) > 0;
        } catch (IOException unreachable) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try (rtp;
                rtcp) {
            in.clear();
        }
    }
}
