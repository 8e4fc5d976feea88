package org.lidless.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.footage.storage.CatalogueMirror;
import org.lidless.footage.storage.PostgresIndex;
import org.lidless.footage.storage.TableIndex;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.PeerClient;
import org.lidless.wire.node.PoolReport;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The footage that other recorders hold, as far as this one's index shows it: follows their catalogues, and knows
/// whether they can be reached. One thread a peer, so that one that hangs keeps no other waiting.
final class PeerFootage implements AutoCloseable {

    /// How often a peer's catalogues are asked for at most, µs: what it records shows here this much later.
    private static final long ROUND_US = 1_000_000;

    /// So often they are asked for, whatever the peer says of them, µs.
    private static final long ANYWAY_US = 30_000_000;

    private static final long LOOK_US = 500_000;

    private static final Logger LOG = LoggerFactory.getLogger(PeerFootage.class);

    private final World world;
    private final NodeCredentials credentials;
    private final TableIndex own;
    private final Optional<PostgresIndex> server;
    private final Function<NodeId, OptionalLong> catalogues;
    private final Map<NodeId, Peer> peers = new ConcurrentHashMap<>();

    /// @param own        always there
    /// @param server     the same in a database that may be away
    /// @param catalogues a number that changes whenever a peer's catalogues do: while it stays, they are not asked
    ///                   for; empty for a peer that says no such number now
    PeerFootage(
            World world,
            NodeCredentials credentials,
            TableIndex own,
            Optional<PostgresIndex> server,
            Function<NodeId, OptionalLong> catalogues) {
        this.world = world;
        this.credentials = credentials;
        this.own = own;
        this.server = server;
        this.catalogues = catalogues;
    }

    /// The site's other recorders now, and where they are.
    synchronized void follow(SortedMap<NodeId, String> addresses) {
        for (NodeId node : new TreeSet<>(peers.keySet())) {
            Peer known = peers.get(node);
            if (known != null && !known.address.equals(addresses.get(node))) {
                peers.remove(node);
                known.close();
            }
        }
        addresses.forEach((node, address) -> peers.computeIfAbsent(node, missing -> new Peer(missing, address)));
    }

    /// The peer that holds a pool, and the pool's name there; empty for a pool that is no known peer's.
    Optional<Place> place(PoolId pool) {
        for (Peer peer : peers.values()) {
            String prefix = peer.node + ".";
            if (pool.value().startsWith(prefix)) {
                return Optional.of(new Place(
                        peer.node, peer.client, new PoolId(pool.value().substring(prefix.length())), peer.isReachable));
            }
        }
        return Optional.empty();
    }

    /// The pools of peers that can be reached now, and that nobody shares.
    Set<PoolId> reachable() {
        Set<PoolId> pools = new TreeSet<>();
        peers.values().stream().filter(peer -> peer.isReachable).forEach(peer -> pools.addAll(peer.unshared));
        return pools;
    }

    /// The same, with those that were reachable earlier.
    Set<PoolId> known() {
        Set<PoolId> pools = new TreeSet<>();
        peers.values().forEach(peer -> pools.addAll(peer.unshared));
        return pools;
    }

    private record Mirrored(String identity, CatalogueMirror mirror) {}

    /// Where a peer's pool is asked for.
    record Place(NodeId node, PeerClient client, PoolId pool, boolean isReachable) {}

    @Override
    public synchronized void close() {
        peers.values().forEach(Peer::close);
        peers.clear();
    }

    /// One peer, and the thread that follows its catalogues.
    private final class Peer {

        private final NodeId node;
        private final String address;
        private final PeerClient client;
        private final Map<PoolId, Mirrored> mirrors = new TreeMap<>();
        private final Map<PoolId, Mirrored> served = new TreeMap<>();
        private final Thread thread;
        private final Set<PoolId> unshared = ConcurrentHashMap.newKeySet();
        private volatile boolean isReachable;
        private @Nullable String trouble;
        private boolean isTold;
        private OptionalLong seen = OptionalLong.empty();
        private long askedUs = Long.MIN_VALUE / 2;

        Peer(NodeId node, String address) {
            this.node = node;
            this.address = address;
            this.client = PeerClient.of(world, credentials, node, address);
            this.thread = Thread.ofPlatform().daemon().name("peer-" + node).start(this::run);
        }

        void close() {
            thread.interrupt();
            client.close();
        }

        private void run() {
            while (!Thread.currentThread().isInterrupted()) {
                OptionalLong told = catalogues.apply(node);
                if (isDue(told)) {
                    ask(told);
                    askedUs = world.clock().elapsedUs();
                }
                world.clock().pauseUs(LOOK_US);
            }
        }

        private boolean isDue(OptionalLong told) {
            boolean isNothingNew = isReachable && told.isPresent() && told.equals(seen);
            return world.clock().elapsedUs() - askedUs >= (isNothingNew ? ANYWAY_US : ROUND_US);
        }

        /// @param told what was known before it is asked: what changes meanwhile is asked for again
        private void ask(OptionalLong told) {
            try {
                for (PoolReport pool : client.pools()) {
                    mirror(pool);
                }
                isReachable = true;
                seen = told;
                trouble = null;
                isTold = false;
            } catch (IOException away) {
                isReachable = false;
                note(away.toString());
            } catch (RuntimeException bug) {
                seen = OptionalLong.empty();
                LOG.error("Bug: the catalogues of recorder {} cannot be followed.", node, bug);
            }
        }

        /// Once, of what lasts longer than a round: a recorder that starts beside this one is no news.
        private void note(String why) {
            if (!why.equals(trouble)) {
                trouble = why;
                isTold = false;
            } else if (!isTold) {
                LOG.info("The footage of recorder {} cannot be reached now: {}", node, why);
                isTold = true;
            }
        }

        private void mirror(PoolReport pool) throws IOException {
            PoolId here = PoolId.of(node, pool.pool());
            if (!pool.shared()) {
                unshared.add(here);
            }
            mirror(pool, mirrorOf(pool, here, own, mirrors));
            if (server.isPresent()) {
                try {
                    mirror(pool, mirrorOf(pool, here, server.get(), served));
                } catch (JdbiException | IllegalStateException away) {
                    LOG.debug("what recorder {} holds is told to the index server later", node, away);
                    served.remove(here);
                }
            }
        }

        private CatalogueMirror mirrorOf(PoolReport pool, PoolId here, TableIndex index, Map<PoolId, Mirrored> all) {
            Mirrored known = all.get(here);
            if (known == null || !known.identity().equals(pool.identity())) {
                known = new Mirrored(pool.identity(), new CatalogueMirror(index, here, pool.identity()));
                all.put(here, known);
            }
            return known.mirror();
        }

        private void mirror(PoolReport pool, CatalogueMirror mirror) throws IOException {
            Map<String, Long> lengths = new TreeMap<>();
            Map<String, PoolReport.CatalogueFile> files = new TreeMap<>();
            for (PoolReport.CatalogueFile file : pool.catalogue()) {
                String path = "catalogue/" + file.writer() + "/" + file.file();
                lengths.put(path, file.bytes());
                files.put(path, file);
            }
            List<CatalogueMirror.Want> wants = mirror.wants(lengths);
            while (!wants.isEmpty() && !Thread.currentThread().isInterrupted()) {
                for (CatalogueMirror.Want want : wants) {
                    PoolReport.CatalogueFile file = files.get(want.file());
                    if (file != null) {
                        byte[] bytes = client.catalogue(pool.pool(), file.writer(), file.file(), want.from());
                        // It may have grown since it was listed; a list that is older than what was taken would look
                        // like a pool that lost something.
                        lengths.merge(want.file(), want.from() + bytes.length, Math::max);
                        mirror.take(want.file(), want.from(), ByteBuffer.wrap(bytes));
                    }
                }
                wants = mirror.wants(lengths);
            }
        }
    }
}
