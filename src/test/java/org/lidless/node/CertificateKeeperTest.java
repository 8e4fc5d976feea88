package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.wire.Json;
import org.lidless.wire.Membership.RenewalReport;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.wire.authority.Renewal;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.node.DoorDesk;
import org.lidless.wire.node.NodeServer;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// Certificates over years that pass in moments: a real server signs, over the real wire.
class CertificateKeeperTest {

    private static final NodeId M1 = new NodeId("m1");
    private static final NodeId R1 = new NodeId("r1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long DAY_US = 86_400L * 1_000_000;
    private static final long YEAR_US = 365 * DAY_US;

    @TempDir
    private Path directory;

    private final FastClock clock = new FastClock();
    private final World world = new World(
            clock, World.real().chance(), World.real().disk(), World.real().network());
    private final SortedMap<NodeId, String> servers = new TreeMap<>();
    private final List<Instant> signed = new CopyOnWriteArrayList<>();
    private Optional<NodeServer> server = Optional.empty();
    private Optional<Thread> keeper = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        clock.leapUs = 0;
        if (keeper.isPresent()) {
            keeper.get().interrupt();
            keeper.get().join();
        }
        server.ifPresent(NodeServer::close);
    }

    @Test
    void aCertificateIsRenewedAgainAndAgainBeforeItRunsOut() {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        serve(authority, "");
        NodeCredentials own = keep(authority);
        clock.leapUs = 5 * DAY_US;
        await().atMost(PATIENCE).until(() -> signed.size() >= 3);
        clock.leapUs = 0;
        X509Certificate last = shown(own);
        assertThat(last.getNotAfter().toInstant()).isAfter(clock.now());
        // The first one lives ten years and is due after two thirds of that; later ones live one year.
        Duration between = Duration.between(signed.get(1), signed.get(2));
        assertThat(between).isBetween(Duration.ofDays(200), Duration.ofDays(300));
        // One that was on its way when the years stood still is shown a moment before or after it is kept.
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(shown(NodeCredentials.load(world, files()))).isEqualTo(shown(own)));
    }

    @Test
    void oneThatRanOutLongAgoIsStillShownAndRenewedAsSoonAsSomebodyCan() {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        NodeCredentials own = credentials(authority, R1);
        X509Certificate first = shown(own);
        serve(authority, "the authority's key is not here");
        clock.aheadUs.set(12 * YEAR_US);
        CertificateKeeper keeping = keeper(own);
        assertThat(keeping.renew()).isFalse();
        assertThat(shown(own)).isEqualTo(first);
        server.ifPresent(NodeServer::close);
        serve(authority, "");
        assertThat(keeping.renew()).isTrue();
        assertThat(shown(own).getNotAfter().toInstant()).isAfter(clock.now());
    }

    @Test
    void aNodeThatStartsWithOneThatIsDueAsksAtOnce() {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        serve(authority, "");
        credentials(authority, R1);
        clock.aheadUs.set(12 * YEAR_US);
        start(NodeCredentials.load(world, files()));
        await().atMost(PATIENCE).until(() -> !signed.isEmpty());
    }

    private NodeCredentials keep(SiteAuthority authority) {
        NodeCredentials own = credentials(authority, R1);
        start(own);
        return own;
    }

    private void start(NodeCredentials own) {
        keeper = Optional.of(Thread.ofPlatform().daemon().start(keeper(own)));
    }

    private CertificateKeeper keeper(NodeCredentials own) {
        return new CertificateKeeper(world, own, new Renewal(world, own, files()), () -> servers);
    }

    private NodeCredentials credentials(SiteAuthority authority, NodeId node) {
        return NodeCredentials.load(
                world, authority.issue(node, List.of("127.0.0.1"), directory.resolve(node.value())));
    }

    private static X509Certificate shown(NodeCredentials own) {
        return own.shown().getCertificateChain("node")[0];
    }

    private NodeFiles files() {
        return NodeFiles.in(directory.resolve(R1.value()));
    }

    private void serve(SiteAuthority authority, String refusal) {
        NodeCredentials own = servers.isEmpty()
                ? credentials(authority, M1)
                : NodeCredentials.load(world, NodeFiles.in(directory.resolve(M1.value())));
        NodeServer started = NodeServer.start(
                World.real(),
                own,
                1,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new NodeServer.Desks(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Signing(authority, refusal))));
        server = Optional.of(started);
        servers.put(M1, "127.0.0.1:" + started.port());
    }

    /// A management server's door that only signs.
    private final class Signing implements DoorDesk {

        private final SiteAuthority authority;
        private final String refusal;

        Signing(SiteAuthority authority, String refusal) {
            this.authority = authority;
            this.refusal = refusal;
        }

        @Override
        public Answered renew(Shown shown, String request) throws IOException {
            if (!refusal.isEmpty()) {
                return new Answered(400, "application/problem+json", new byte[] {'{', '}'});
            }
            String certificate = authority.sign(shown.node(), shown.hosts(), shown.management(), request);
            signed.add(clock.now());
            return new Answered(201, "application/json", Json.encode(new RenewalReport(certificate)));
        }

        @Override
        public Answered join(byte[] order) {
            throw new IllegalStateException("nobody joins here");
        }

        @Override
        public Answered admit(Shown shown, byte[] order) {
            throw new IllegalStateException("nobody takes part here");
        }
    }

    /// The real clock, ahead of itself; whoever waits on it leaps.
    private static final class FastClock implements Clock {

        private final Clock real = World.real().clock();
        private final AtomicLong aheadUs = new AtomicLong();
        private volatile long leapUs;

        Instant now() {
            return Instant.EPOCH.plusNanos(wallUs() * 1_000);
        }

        @Override
        public long wallUs() {
            return real.wallUs() + aheadUs.get();
        }

        @Override
        public long elapsedUs() {
            return real.elapsedUs();
        }

        @Override
        public void pauseUs(long us) {
            aheadUs.addAndGet(leapUs);
            real.pauseUs(1_000);
        }
    }
}
