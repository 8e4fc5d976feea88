package org.lidless.world;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/// Has the kernel notice within seconds that the other side of a silent connection is gone: its cable pulled, its power
/// lost (RFC 9293 section 3.8.4).
final class HalfOpen {

    private static final int IDLE_SECONDS = 5;
    private static final int BETWEEN_SECONDS = 2;
    private static final int PROBES = 3;

    private HalfOpen() {}

    static void noticeSoon(SocketChannel channel) throws IOException {
        if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, BETWEEN_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        }
    }
}
