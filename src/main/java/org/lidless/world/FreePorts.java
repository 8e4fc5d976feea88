package org.lidless.world;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/// Finds ports of loopback that nobody has now, for sites that are thrown away again. They lie outside of the range
/// that
/// the system gives to connections: a killed process's must still be free when it is started again.
public final class FreePorts {

    private static final int MIN = 20_000;
    private static final int SPREAD = 12_000;
    private static final int TRIES_MAX = 500;

    private FreePorts() {}

    /// @throws IOException when there are not so many near to where the search began
    public static List<Integer> find(World world, int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        int candidate = MIN + (int) world.chance().below(SPREAD);
        for (int tries = 0; ports.size() < count && tries < TRIES_MAX; tries++) {
            try (ServerSocketChannel probe =
                    world.network().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate))) {
                ports.add(((InetSocketAddress) probe.getLocalAddress()).getPort());
            } catch (BindException _) {
                // The next one may be free.
            }
            candidate++;
        }
        if (ports.size() < count) {
            throw new IOException("there are not " + count + " free ports of loopback below " + candidate);
        }
        return List.copyOf(ports);
    }
}
