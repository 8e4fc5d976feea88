package org.lidless.simulator;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.lidless.world.Network;

/// Two neighbouring UDP ports, RTP's even and RTCP's odd (RFC 3550 section 11).
record DatagramPair(DatagramChannel rtp, DatagramChannel rtcp) {

    private static final int TRIES_MAX = 64;

    static DatagramPair open(Network network, String host) throws IOException {
        for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
            DatagramChannel rtp = network.datagram(new InetSocketAddress(host, 0));
            int port = ((InetSocketAddress) rtp.getLocalAddress()).getPort();
            if (port % 2 == 0) {
                try {
                    return new DatagramPair(rtp, network.datagram(new InetSocketAddress(host, port + 1)));
                } catch (BindException taken) {
                    rtp.close();
                    continue;
                }
            }
            rtp.close();
        }
        throw new BindException("no two neighbouring UDP ports are free");
    }

    int port() throws IOException {
        return ((InetSocketAddress) rtp.getLocalAddress()).getPort();
    }

    void register(Selector selector) throws IOException {
        rtp.register(selector, SelectionKey.OP_READ);
        rtcp.register(selector, SelectionKey.OP_READ);
    }
}
