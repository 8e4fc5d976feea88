package org.lidless.footage.recording;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.rtsp.MulticastGroup;
import org.lidless.footage.media.rtsp.RtspClient;
import org.lidless.world.Network;

/// Two neighbouring UDP ports: RTP on the even one, RTCP on the next (RFC 3550 section 11). Belongs to its loop.
final class UdpPair {

    private static final int ATTEMPTS_MAX = 32;
    /// Datagrams in a row from one camera before others have their turn.
    private static final int DATAGRAMS_MAX = 512;

    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final int rtpPort;
    private final int number;
    private boolean isOpened;

    private UdpPair(DatagramChannel rtp, DatagramChannel rtcp, int rtpPort, int number) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.rtpPort = rtpPort;
        this.number = number;
    }

    /// Binds a pair and lets the selector know it.
    ///
    /// @param number which of the connection's pairs it is: 0 for the video
    static UdpPair bind(Network network, Selector selector, Connection owner, int number) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            DatagramChannel first = network.datagram(new InetSocketAddress(0));
            int port = ((InetSocketAddress) first.getLocalAddress()).getPort();
            Optional<DatagramChannel> second = neighbour(network, port % 2 == 0 ? port + 1 : port - 1);
            if (second.isEmpty()) {
                first.close();
                continue;
            }
            boolean isFirstRtp = port % 2 == 0;
            DatagramChannel rtp = isFirstRtp ? first : second.get();
            DatagramChannel rtcp = isFirstRtp ? second.get() : first;
            rtp.register(selector, SelectionKey.OP_READ, owner);
            rtcp.register(selector, SelectionKey.OP_READ, owner);
            return new UdpPair(rtp, rtcp, isFirstRtp ? port : port - 1, number);
        }
        throw new BindException("no two neighbouring UDP ports are free");
    }

    /// Joins a camera's multicast group.
    ///
    /// @param on     the address of this machine that the camera is reached from
    /// @param number which of the connection's pairs it is: 0 for the video
    static UdpPair join(
            Network network, Selector selector, Connection owner, MulticastGroup group, InetAddress on, int number)
            throws IOException {
        InetAddress address = InetAddress.ofLiteral(group.address());
        DatagramChannel rtp = network.join(new InetSocketAddress(address, group.rtpPort()), on);
        try {
            DatagramChannel rtcp = network.join(new InetSocketAddress(address, group.rtpPort() + 1), on);
            rtp.register(selector, SelectionKey.OP_READ, owner);
            rtcp.register(selector, SelectionKey.OP_READ, owner);
            return new UdpPair(rtp, rtcp, group.rtpPort(), number);
        } catch (IOException | RuntimeException failed) {
            rtp.close();
            throw failed;
        }
    }

    private static Optional<DatagramChannel> neighbour(Network network, int port) throws IOException {
        try {
            return Optional.of(network.datagram(new InetSocketAddress(port)));
        } catch (BindException taken) {
            return Optional.empty();
        }
    }

    int rtpPort() {
        return rtpPort;
    }

    /// Whether this is one of its sockets.
    boolean has(SelectableChannel channel) {
        return channel.equals(rtp) || channel.equals(rtcp);
    }

    /// Takes the datagrams that came from the camera; strangers' are dropped.
    void receive(SelectionKey ready, InetAddress camera, ByteBuffer receive, RtspClient client, long nowUs)
            throws IOException {
        DatagramChannel channel = (DatagramChannel) ready.channel();
        for (int i = 0; i < DATAGRAMS_MAX; i++) {
            receive.clear();
            if (!(channel.receive(receive) instanceof InetSocketAddress from)) {
                return;
            }
            if (from.getAddress().equals(camera)) {
                receive.flip();
                client.onDatagram(number, channel.equals(rtcp), receive, nowUs);
            }
        }
    }

    /// Sends receiver reports about the video, and once an empty datagram to each port, which opens firewalls on the
    /// way.
    void send(InetAddress camera, RtspClient client) throws IOException {
        OptionalInt toPort = client.serverRtpPort(number);
        if (!isOpened && toPort.isPresent()) {
            isOpened = true;
            rtp.send(ByteBuffer.allocate(0), new InetSocketAddress(camera, toPort.getAsInt()));
        }
        if (number > 0 || client.serverRtcpPort().isEmpty()) {
            return;
        }
        var to = new InetSocketAddress(camera, client.serverRtcpPort().getAsInt());
        Optional<ByteBuffer> report = client.rtcpOutput();
        while (report.isPresent()) {
            rtcp.send(report.get(), to);
            report = client.rtcpOutput();
        }
    }

    /// Closes both; returns the first failure, the given one before its own.
    @Nullable
    IOException close(@Nullable IOException earlier) {
        IOException failed = earlier;
        for (DatagramChannel channel : new DatagramChannel[] {rtp, rtcp}) {
            try {
                channel.close();
            } catch (IOException e) {
                failed = failed == null ? e : failed;
            }
        }
        return failed;
    }
}
