package org.lidless.node;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lidless.control.consensus.Consensus;
import org.lidless.control.consensus.ConsensusSettings.Member;
import org.lidless.domain.NodeId;
import org.lidless.node.settings.Settings;
import org.lidless.node.settings.Settings.ManagementServer;

/// The site's management servers as this one knows them: as they have agreed among themselves, and until this one has
/// heard of that, as its settings say. Any thread.
final class KnownServers {

    private final List<ManagementServer> written;
    private final Set<NodeId> expected = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Consensus consensus;

    KnownServers(Settings.Managing settings) {
        this.written = settings.servers();
    }

    /// From now on what was agreed on counts.
    void agreedBy(Consensus started) {
        consensus = started;
    }

    List<ManagementServer> now() {
        Consensus known = consensus;
        List<Member> members = known == null ? List.of() : known.members();
        return members.isEmpty()
                ? written
                : members.stream().map(KnownServers::server).toList();
    }

    /// Whether this server was told by the others who takes part.
    boolean hasAgreed() {
        Consensus known = consensus;
        return known != null && !known.members().isEmpty();
    }

    Optional<NodeId> leader() {
        Consensus known = consensus;
        return known == null ? Optional.empty() : known.leader().map(ManagementServer::nodeOf);
    }

    /// Whether a node is one of them, or is about to become one.
    boolean contains(NodeId node) {
        return expected.contains(node)
                || now().stream().anyMatch(each -> each.node().equals(node));
    }

    /// A server is about to become one of them, and has to catch up first.
    void expect(NodeId node) {
        expected.add(node);
    }

    void expectNoMore(NodeId node) {
        expected.remove(node);
    }

    /// A node is there, or there again.
    void met(NodeId node) {
        Consensus known = consensus;
        if (known != null) {
            now().stream().filter(each -> each.node().equals(node)).forEach(each -> known.meet(each.member()));
        }
    }

    static Member member(ManagementServer server) {
        return new Member(server.member(), server.consensus(), server.address());
    }

    static ManagementServer server(Member member) {
        return new ManagementServer(
                ManagementServer.nodeOf(member.name()), member.contact(), member.address(), member.name());
    }
}
