package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.node.NodeServer;
import org.lidless.wire.node.PoolReport;
import org.lidless.world.World;

/// A peer's catalogues are asked for when there is something new, and not otherwise.
final class PeerFootageTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId M1 = new NodeId("m1");

    private final World world = World.real();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<OptionalLong> told = new AtomicReference<>(OptionalLong.of(1));
    private final Opened opened = new Opened();

    @TempDir
    Path directory;

    private final class Counting extends NoFootage {

        @Override
        public List<PoolReport> pools() {
            asked.incrementAndGet();
            return List.of(new PoolReport(new PoolId("main"), "00112233445566ff", false, List.of()));
        }
    }

    private NodeServer server;
    private PeerFootage peers;

    @BeforeEach
    void follow() throws Exception {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        NodeCredentials theirs = NodeCredentials.load(world, authority.issue(R1, List.of(), directory.resolve("r1")));
        NodeCredentials own = NodeCredentials.load(world, authority.issue(M1, List.of(), directory.resolve("m1")));
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = NodeServer.start(
                world, theirs, 1, listen, new NodeServer.Desks(Optional.empty(), Optional.of(new Counting())));
        opened.add(server);
        SqliteIndex index = SqliteIndex.open(world.disk(), directory);
        opened.add(index);
        peers = new PeerFootage(world, own, index, Optional.empty(), node -> told.get());
        opened.add(peers);
        peers.follow(new TreeMap<>(Map.of(R1, "127.0.0.1:" + server.port())));
        await().until(() -> peers.reachable().size() == 1);
    }

    @AfterEach
    void tidy() {
        opened.close();
    }

    @Test
    void itIsAskedAgainOnlyWhenThereIsSomethingNew() {
        int first = asked.get();
        await().during(Duration.ofSeconds(3)).until(() -> asked.get() == first);
        told.set(OptionalLong.of(2));
        await().atMost(Duration.ofSeconds(2)).until(() -> asked.get() > first);
    }

    @Test
    void onesThatSayNothingAreAskedEachSecond() {
        told.set(OptionalLong.empty());
        int first = asked.get();
        await().atMost(Duration.ofSeconds(6)).until(() -> asked.get() >= first + 3);
    }

    @Test
    void oneThatIsGoneIsAwayWhenNothingIsHeardOfItAnyMore() {
        server.close();
        told.set(OptionalLong.empty());
        await().until(() -> peers.reachable().isEmpty());
        assertThat(peers.known()).hasSize(1);
    }
}
