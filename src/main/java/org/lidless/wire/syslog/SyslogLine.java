package org.lidless.wire.syslog;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.lidless.world.Network;

/// A connection to a syslog server, or a socket for datagrams to it. One thread sends.
public interface SyslogLine extends AutoCloseable {

    /// How messages travel.
    enum Transport {
        UDP,
        TCP,
        TLS
    }

    /// Longest message in a datagram: what fits without being cut on its way in any network that carries IPv6
    /// (RFC 5426 section 3.2 asks for 480 and recommends 2048); a longer one is cut at its end.
    int DATAGRAM_BYTES_MAX = 8_192;

    /// Sends a message, and waits until the network has taken it.
    ///
    /// @throws IOException when it has not: open another line, and send again
    void send(byte[] message) throws IOException;

    @Override
    void close();

    /// Opens one.
    ///
    /// @param host    name or address
    /// @param trusted who may sign a server's certificate, for TLS; the server's name is checked, too
    static SyslogLine open(Network network, Transport transport, String host, int port, Optional<SSLContext> trusted)
            throws IOException {
        InetSocketAddress to = network.resolve(host, port);
        return switch (transport) {
            case UDP -> new Datagrams(network.datagram(new InetSocketAddress(0)), to);
            case TCP -> new Counted(network.dial(to, host, Optional.empty()));
            case TLS -> new Counted(network.dial(to, host, trusted));
        };
    }

    /// RFC 5426: one message in each.
    record Datagrams(DatagramChannel channel, InetSocketAddress to) implements SyslogLine {

        @Override
        public void send(byte[] message) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(message, 0, Math.min(message.length, DATAGRAM_BYTES_MAX));
            if (channel.send(bytes, to) == 0) {
                throw new IOException("the machine's network takes nothing now");
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                throw new java.io.UncheckedIOException(alreadyGone);
            }
        }
    }

    /// Octet counting: RFC 5425 section 4.3, RFC 6587 section 3.4.1.
    record Counted(OutputStream out) implements SyslogLine {

        @Override
        public void send(byte[] message) throws IOException {
            byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
            byte[] frame = new byte[length.length + message.length];
            System.arraycopy(length, 0, frame, 0, length.length);
            System.arraycopy(message, 0, frame, length.length, message.length);
            out.write(frame);
            out.flush();
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException alreadyGone) {
                throw new java.io.UncheckedIOException(alreadyGone);
            }
        }
    }
}
