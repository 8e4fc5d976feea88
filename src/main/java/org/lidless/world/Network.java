package org.lidless.world;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Sockets, as the JDK's selectable channels, non-blocking from the start.
public interface Network {

    Selector selector() throws IOException;

    /// Begins to connect; ask `finishConnect` when the selector says so. Fails at once for an unresolved address.
    SocketChannel connect(InetSocketAddress to) throws IOException;

    /// Listens. Port 0 takes any free one.
    ServerSocketChannel listen(InetSocketAddress on) throws IOException;

    /// A bound datagram socket. Port 0 takes any free one.
    DatagramChannel datagram(InetSocketAddress on) throws IOException;

    /// A datagram socket that has joined a multicast group; several processes of one machine may.
    ///
    /// @param group address and port that the group is sent to
    /// @param on    an address of this machine: the network that the group is joined in
    DatagramChannel join(InetSocketAddress group, InetAddress on) throws IOException;

    /// Names and addresses of this machine, its loopback too, the one that others are likely to know first. Empty
    /// where there is no machine.
    default List<String> ownNames() {
        return List.of();
    }

    /// A stream of bytes to another machine, for a thread that may wait; it fails when nothing leaves for half a
    /// minute.
    ///
    /// @param to   resolved
    /// @param name what a certificate must be for
    /// @param tls  whom to trust; empty for bytes in the clear
    default OutputStream dial(InetSocketAddress to, String name, Optional<SSLContext> tls) throws IOException {
        throw new IOException("this network has no streams for threads that wait");
    }

    /// Listens for connections that threads wait for. Port 0 takes any free one.
    default StreamDoor openDoor(InetSocketAddress on) throws IOException {
        throw new IOException("this network has no streams for threads that wait");
    }

    /// Looks a name up. May block for seconds: never on a loop that records.
    InetSocketAddress resolve(String host, int port) throws IOException;
}
