package org.lidless.node;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.lidless.world.Network;

/// Finds out whether anybody listens at an address: the difference between a process that ended and one that is only
/// not heard.
final class Dialler {

    private static final long ANSWER_MILLIS_MAX = 500;

    private final Network network;

    Dialler(Network network) {
        this.network = network;
    }

    /// Whether the connection was refused; empty when no answer came, which says nothing. Waits half a second at most.
    ///
    /// @param address `host:port`
    /// @throws IOException when the address cannot be tried at all
    Optional<Boolean> refused(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        InetSocketAddress to =
                network.resolve(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        try (Selector selector = network.selector();
                SocketChannel channel = network.connect(to)) {
            if (channel.isConnected()) {
                return Optional.of(false);
            }
            channel.register(selector, SelectionKey.OP_CONNECT);
            if (selector.select(ANSWER_MILLIS_MAX) == 0) {
                return Optional.empty();
            }
            return Optional.of(!channel.finishConnect());
        } catch (ConnectException nobody) {
            return Optional.of(true);
        }
    }
}
