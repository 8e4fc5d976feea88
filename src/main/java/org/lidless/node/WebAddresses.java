package org.lidless.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemException;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.web.route.WebDesk;
import org.lidless.wire.ControlClient;
import org.lidless.wire.StatusReport.ServerStatus;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.ControlOver;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where browsers reach the site's management servers: this one as it knows itself, the others as they say, and
/// as they said last while they are away. A thread of its own asks them.
final class WebAddresses implements Runnable, AutoCloseable {

    private static final long LOOK_US = 2_000_000;

    /// How often who has said it is asked again: an address changes with a restart, and each question costs both. Less
    /// than a connection may idle, 20 s, or each question would cost them a TLS handshake, too.
    private static final long AGAIN_US = 14_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(WebAddresses.class);

    private final NodeCredentials own;
    private final Supplier<List<ManagementServer>> known;
    private final Supplier<List<ServerStatus>> statuses;
    private final Clock clock;
    private final Map<NodeId, String> said = new ConcurrentHashMap<>();
    /// When each was last asked; not there while it is to be asked at the next look.
    private final Map<NodeId, Long> askedUs = new HashMap<>();

    private final Map<String, ControlClient> clients = new ConcurrentHashMap<>();
    private volatile Optional<String> here = Optional.empty();

    WebAddresses(
            NodeCredentials own,
            Supplier<List<ManagementServer>> known,
            Supplier<List<ServerStatus>> statuses,
            Clock clock) {
        this.own = own;
        this.known = known;
        this.statuses = statuses;
        this.clock = clock;
    }

    /// This server answers browsers there.
    void isAt(String url) {
        here = Optional.of(url);
    }

    Optional<String> here() {
        return here;
    }

    /// All that are known, this one first.
    List<String> all() {
        List<String> all = new ArrayList<>();
        here.ifPresent(all::add);
        said.values().stream().sorted().filter(each -> !all.contains(each)).forEach(all::add);
        return all;
    }

    List<WebDesk.Server> servers() {
        return statuses.get().stream()
                .map(each -> {
                    boolean self = each.node().equals(own.node().value());
                    Optional<String> url = self ? here : Optional.ofNullable(said.get(new NodeId(each.node())));
                    return new WebDesk.Server(each.node(), url, each.state(), self);
                })
                .toList();
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            List<ManagementServer> now = known.get();
            said.keySet()
                    .removeIf(node -> now.stream().noneMatch(each -> each.node().equals(node)));
            statuses.get().stream()
                    .filter(each -> each.state().equals(ServerStatus.AWAY))
                    .forEach(each -> askedUs.remove(new NodeId(each.node())));
            now.stream().filter(this::isDue).forEach(this::ask);
            clock.pauseUs(LOOK_US);
        }
    }

    /// Who was away may have another address since.
    private boolean isDue(ManagementServer server) {
        Long lastUs = askedUs.get(server.node());
        return !server.node().equals(own.node()) && (lastUs == null || clock.elapsedUs() - lastUs >= AGAIN_US);
    }

    private void ask(ManagementServer server) {
        try {
            clients.computeIfAbsent(
                            server.node() + " " + server.address(),
                            missing -> ControlOver.mutualTls(own, server.node(), server.address()))
                    .webAddress()
                    .ifPresent(url -> {
                        said.put(server.node(), url);
                        askedUs.put(server.node(), clock.elapsedUs());
                    });
        } catch (ProblemException away) {
            LOG.debug(
                    "{} does not say where browsers reach it: {}",
                    server.node(),
                    away.problem().what());
        }
    }

    @Override
    public void close() {
        clients.values().forEach(ControlClient::close);
    }
}
