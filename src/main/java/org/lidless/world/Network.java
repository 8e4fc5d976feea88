package org.lidless.world;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Sockets, as the JDK's selectable channels, non-blocking from the start.
public interface Network {

    Selector selector() throws IOException;

    /// Begins to connect; ask `finishConnect` when the selector says so. Fails at once for an unresolved address.
    SocketChannel connect(InetSocketAddress to) throws IOException;

    /// Listens. Port 0 takes any free one.
    ServerSocketChannel listen(InetSocketAddress on) throws IOException;

    /// A bound datagram socket. Port 0 takes any free one.
    DatagramChannel datagram(InetSocketAddress on) throws IOException;

    /// Looks a name up. May block for seconds: never on a loop that records.
    InetSocketAddress resolve(String host, int port) throws IOException;
}
