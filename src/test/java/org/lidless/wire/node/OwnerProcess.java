package org.lidless.wire.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.world.World;

/// A recorder of its own process, to be killed: prints its port and answers until it dies.
final class OwnerProcess {

    private OwnerProcess() {}

    public static void main(String[] words) throws InterruptedException {
        World world = World.real();
        NodeCredentials own = NodeCredentials.load(world, NodeFiles.in(Path.of(words[0])));
        ListedMarks desk = new ListedMarks(own.node(), Path.of("unused"));
        desk.became(Given.LOBBY, Given.marks(1, 0, 10));
        NodeServer server = NodeServer.start(
                world,
                own,
                7,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new NodeServer.Desks(Optional.of(new HeardDesk()), Optional.of(desk)));
        System.out.println("port " + server.port());
        new CountDownLatch(1).await();
    }
}
