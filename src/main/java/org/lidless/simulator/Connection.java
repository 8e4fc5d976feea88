package org.lidless.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.simulator.Personality.Way;
import org.lidless.world.Chance;

/// One client's TCP connection: the socket of a [Talk]. Owned by the simulator's loop.
final class Connection implements Talk.Sockets {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final InetSocketAddress address;
    private final UdpPair udp;
    private final Talk talk;

    Connection(
            SocketChannel channel,
            SelectionKey key,
            UdpPair udp,
            int number,
            Chance chance,
            DigestGate gate,
            Function<String, Optional<SimulatedCamera>> cameras)
            throws IOException {
        this.channel = channel;
        this.key = key;
        this.address = (InetSocketAddress) channel.getRemoteAddress();
        this.udp = udp;
        String peer = address.getAddress().getHostAddress() + ":" + address.getPort();
        this.talk = new Talk(peer, number, this, chance, gate, cameras);
    }

    Conversation conversation() {
        return talk.conversation();
    }

    /// Whether nothing more will come of it.
    boolean isOver() {
        return talk.isOver();
    }

    /// One word for the ledger.
    String why() {
        return talk.why();
    }

    /// The selector says that there is something to read.
    void readable(long nowUs) throws IOException {
        int got;
        try {
            got = channel.read(talk.in());
        } catch (IOException reset) {
            talk.broke("reset");
            return;
        }
        if (got < 0) {
            talk.broke("client-closed");
            return;
        }
        talk.received(nowUs);
        flush();
    }

    /// Sends what waits, as far as it goes.
    @Override
    public void flush() {
        try {
            talk.out().sendTo(channel);
        } catch (IOException broken) {
            talk.broke("reset");
        }
        if (key.isValid()) {
            key.interestOps(talk.out().isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    @Override
    public int port() {
        return udp.port();
    }

    @Override
    public boolean send(boolean rtcp, ByteBuffer packet, TransportChoice to) {
        InetAddress target =
                to.way() == Way.MULTICAST ? InetAddress.ofLiteral(TransportChoice.GROUP) : address.getAddress();
        return rtcp ? udp.sendRtcp(packet, target, to.second()) : udp.sendRtp(packet, target, to.first());
    }

    /// Ends the session, where the camera lets it go with its connection, and closes the socket.
    void close(String whyNow) throws IOException {
        talk.conversation().leave(whyNow);
        channel.close();
    }
}
