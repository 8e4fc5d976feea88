package org.lidless.wire.node;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A TCP connection and not a byte more: whether anybody listens at an address.
final class Knock {

    private static final Logger LOG = LoggerFactory.getLogger(Knock.class);
    private static final long ANSWER_MILLIS = 1_000;

    private Knock() {}

    /// Waits for the answer, a second at most; empty when none came.
    ///
    /// @param address `host:port`
    /// @throws IOException when it cannot be found out: no such host, no way there
    /// @throws IllegalArgumentException for what is no address
    static Optional<Boolean> isRefused(World world, String address) throws IOException {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("no port in " + address);
        }
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        InetSocketAddress to = world.network().resolve(host, Integer.parseInt(address.substring(colon + 1)));
        try (Selector selector = world.network().selector();
                SocketChannel call = world.network().connect(to)) {
            call.register(selector, SelectionKey.OP_CONNECT);
            if (!call.isConnected() && selector.select(ANSWER_MILLIS) == 0) {
                return Optional.empty();
            }
            return Optional.of(!call.isConnected() && !call.finishConnect());
        } catch (ConnectException refused) {
            LOG.debug("{} refused", address, refused);
            return Optional.of(true);
        }
    }
}
