package org.lidless.wire.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.domain.NodeId;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.world.World;

/// Nodes of one site on this machine's loopback, with certificates of one authority; closes what was opened.
final class SiteOfTwo implements AutoCloseable {

    private final World world = World.real();
    private final Path directory;
    private final SiteAuthority authority;
    private final ConcurrentHashMap<NodeId, NodeCredentials> issued = new ConcurrentHashMap<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    SiteOfTwo() {
        try {
            this.directory = Files.createTempDirectory("lidless-site");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.authority = SiteAuthority.create(world, directory.resolve("authority"));
    }

    NodeCredentials credentials(NodeId node) {
        return issued.computeIfAbsent(node, name -> {
            NodeFiles files = authority.issue(name, List.of(), directory.resolve(name.value()));
            return NodeCredentials.load(world, files);
        });
    }

    NodeServer management(NodeId node, ManagementDesk desk, int port) {
        return server(node, 1, port, new NodeServer.Desks(Optional.of(desk), Optional.empty()));
    }

    NodeServer footage(NodeId node, long boot, FootageDesk desk, int port) {
        return server(node, boot, port, new NodeServer.Desks(Optional.empty(), Optional.of(desk)));
    }

    private NodeServer server(NodeId node, long boot, int port, NodeServer.Desks desks) {
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return closed(NodeServer.start(world, credentials(node), boot, listen, desks));
    }

    static String address(NodeServer server) {
        return "127.0.0.1:" + server.port();
    }

    /// The authority's certificate.
    String authorityPem() throws IOException {
        return Files.readString(directory.resolve("authority/authority.pem"));
    }

    World world() {
        return world;
    }

    <T extends AutoCloseable> T closed(T part) {
        opened.push(part);
        return part;
    }

    /// Closes what is open; the site goes on.
    void tidy() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new AssertionError("closing failed", e);
            }
        }
    }

    @Override
    public void close() {
        tidy();
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
