package org.lidless.world;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The machine's network.
public final class SystemNetwork implements Network {

    /// What the kernel may hold for one camera while this process is paused.
    static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    @Override
    public List<String> ownNames() {
        List<String> names = new ArrayList<>();
        try {
            String host = InetAddress.getLocalHost().getHostName();
            if (!host.equals("localhost")) {
                names.add(host);
            }
        } catch (UnknownHostException nameless) {
            // Its addresses are enough.
        }
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                    .map(each -> each.getHostAddress().replaceFirst("%.*", ""))
                    .forEach(names::add);
        } catch (SocketException unknown) {
            // Then by its name alone.
        }
        names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        return names;
    }

    @Override
    public Selector selector() throws IOException {
        return Selector.open();
    }

    @Override
    public SocketChannel connect(InetSocketAddress to) throws IOException {
        if (to.isUnresolved()) {
            throw new UnknownHostException(to.getHostString());
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            HalfOpen.noticeSoon(channel);
            channel.connect(to);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public OutputStream dial(InetSocketAddress to, String name, Optional<SSLContext> tls) throws IOException {
        return DialledStream.open(to, name, tls);
    }

    @Override
    public StreamDoor openDoor(InetSocketAddress on) throws IOException {
        return SystemStreamDoor.open(on);
    }

    @Override
    public ServerSocketChannel listen(InetSocketAddress on) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(on, 512);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public DatagramChannel datagram(InetSocketAddress on) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(on);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public DatagramChannel join(InetSocketAddress group, InetAddress on) throws IOException {
        boolean six = group.getAddress() instanceof Inet6Address;
        DatagramChannel channel =
                DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(group);
            NetworkInterface through = NetworkInterface.getByInetAddress(on);
            if (through == null) {
                throw new SocketException("no network interface has the address " + on.getHostAddress());
            }
            channel.join(group.getAddress(), through);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public InetSocketAddress resolve(String host, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }
}
