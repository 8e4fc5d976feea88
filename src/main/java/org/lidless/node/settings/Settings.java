package org.lidless.node.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.DesiredSite;
import org.lidless.domain.CameraSource;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.storage.ForceMode;
import org.lidless.footage.storage.RetentionSettings;

/// What a node was told to do; made by [SettingsReader].
public sealed interface Settings {

    /// This node's name.
    NodeId node();

    /// Where commands reach it; a loopback address.
    InetSocketAddress listen();

    /// A recorder: alone with cameras of its own, or a member of a site, which tells it what to record.
    ///
    /// @param segment how long a segment grows
    /// @param pools   at least one; assigned cameras go to the first, and when that is full or away to the next
    /// @param subPools those that take assigned cameras' sub streams, in order; none: the same pools
    /// @param cameras  their streams, in the file's order; none for a member of a site
    /// @param retention how long footage is kept
    /// @param site    the site that it belongs to
    /// @param index   the database that footage is looked up in; without one, the recorder's own
    record Recording(
            NodeId node,
            InetSocketAddress listen,
            Duration segment,
            List<PoolSetting> pools,
            List<PoolId> subPools,
            List<CameraSetting> cameras,
            RetentionSettings retention,
            Optional<Membership> site,
            Optional<IndexServer> index,
            Proving proving)
            implements Settings {

        public Recording {
            pools = List.copyOf(pools);
            subPools = List.copyOf(subPools);
            cameras = List.copyOf(cameras);
        }

        /// The pools that take assigned cameras' streams of a kind, in order.
        public List<PoolId> poolsOf(StreamKind kind) {
            return kind == StreamKind.SUB && !subPools.isEmpty()
                    ? subPools
                    : pools.stream().map(PoolSetting::pool).toList();
        }
    }

    /// A management server.
    ///
    /// @param peerListen      where recorders reach it
    /// @param consensusListen where other management servers reach it
    /// @param servers         all management servers of the site, this one too, as the site began
    /// @param joins           it takes part in what the others have agreed on, and does not begin a site
    /// @param authority       directory with the site authority's key, by which it lets new nodes in
    /// @param certificates    directory with this node's key and certificate
    /// @param holdDown        how long a recorder must have been well before it gets its cameras back
    /// @param web             how browsers and programs reach it
    /// @param site            recorders and cameras
    record Managing(
            NodeId node,
            InetSocketAddress listen,
            InetSocketAddress peerListen,
            InetSocketAddress consensusListen,
            List<ManagementServer> servers,
            boolean joins,
            Optional<Path> authority,
            Path certificates,
            Duration holdDown,
            WebSetting web,
            DesiredSite site,
            Proving proving)
            implements Settings {

        public Managing {
            servers = List.copyOf(servers);
        }
    }

    /// How browsers and programs reach a management server.
    ///
    /// @param listen          where it answers them
    /// @param url             what to call it by, `https://host[:port]`; without one it is made from its
    /// addresses
    /// @param names           further names and addresses for its certificate
    /// @param cameraAddresses where cameras may be although the site itself is there, or the link: addresses, or
    ///                        networks as `10.1.0.0/16`
    /// @param rtsp            where it answers players; nowhere without
    /// @param rtspPlain       whether players are answered without TLS, too
    record WebSetting(
            InetSocketAddress listen,
            Optional<String> url,
            List<String> names,
            List<String> cameraAddresses,
            Optional<InetSocketAddress> rtsp,
            boolean rtspPlain) {

        public WebSetting {
            names = List.copyOf(names);
            cameraAddresses = List.copyOf(cameraAddresses);
        }
    }

    /// A management server as the others reach it.
    ///
    /// @param address   where nodes reach it, `host:port`
    /// @param consensus where the other management servers reach it to agree with it, `host:port`
    /// @param member    its name among those that agree: the node's, and another one after its disk was lost
    record ManagementServer(NodeId node, String address, String consensus, String member) {

        /// Parts a node's name from what makes it unique; no name of a node has it.
        public static final String MARK = "~";

        /// A server that begins a site.
        public ManagementServer(NodeId node, String address, String consensus) {
            this(node, address, consensus, node.value());
        }

        /// @throws IllegalArgumentException when the member's name is not this node's
        public ManagementServer {
            if (!nodeOf(member).equals(node)) {
                throw new IllegalArgumentException(member + " is no name of " + node + " among those that agree");
            }
        }

        /// Whose name among those that agree this is.
        public static NodeId nodeOf(String member) {
            int mark = member.indexOf(MARK);
            return new NodeId(mark < 0 ? member : member.substring(0, mark));
        }
    }

    /// A PostgreSQL server.
    ///
    /// @param address `host[:port]/database`
    record IndexServer(String address, Credentials credentials) {}

    /// A storage pool and its directory.
    ///
    /// @param shared whether several recorders write to it
    /// @param force  how footage is made durable there
    record PoolSetting(PoolId pool, Path path, boolean shared, ForceMode force) {}

    /// A camera's stream and the pools that it is recorded to: the first, and when that is full or away the next.
    record CameraSetting(CameraSource source, List<PoolId> pools) {

        public CameraSetting {
            pools = List.copyOf(pools);
        }
    }

    /// How a recorder takes part in a site.
    ///
    /// @param peerListen   where other nodes reach it
    /// @param certificates directory with this node's key and certificate
    /// @param management   the management servers and where they are reached, as `host:port`
    /// @param credentials  users and passwords of cameras, by name
    record Membership(
            InetSocketAddress peerListen,
            Path certificates,
            SortedMap<NodeId, String> management,
            Map<String, Credentials> credentials) {

        public Membership {
            management = Collections.unmodifiableSortedMap(new TreeMap<>(management));
            credentials = Map.copyOf(new TreeMap<>(credentials));
        }
    }
}
