package org.lidless.node.settings;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.node.settings.Located.Mapping;
import org.lidless.node.settings.Settings.ManagementServer;

/// Reads which management servers a site has, in the settings of one of them.
final class ServersReader {

    /// More make agreeing slower, and none of them is needed: five outlive the loss of two.
    static final int SERVERS_MAX = 7;

    private static final List<String> SERVER_KEYS = List.of("node", "address", "consensus", "member");
    private static final String CONSENSUS_EXAMPLE = "host:port where the other management servers reach it";

    private final Complaints complaints;
    private final Values values;

    ServersReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
    }

    /// All of them in order of name; without the key, this one alone.
    List<ManagementServer> read(Keys keys, ManagementServer self) {
        List<Mapping> items = keys.items("management");
        if (items.isEmpty()) {
            return List.of(self);
        }
        List<ManagementServer> servers = new ArrayList<>();
        items.forEach(item -> server(item, servers));
        boolean isMember = servers.stream().anyMatch(each -> each.node().equals(self.node()));
        if (!isMember && servers.size() == items.size()) {
            complaints.invalid(
                    keys.placeOf("management"),
                    "management",
                    "a list without " + self.node(),
                    "all management servers of the site, this one too, the same list at each of them");
        }
        if (servers.size() > SERVERS_MAX) {
            complaints.invalid(
                    keys.placeOf("management"),
                    "management",
                    servers.size() + " servers",
                    "1 to " + SERVERS_MAX + "; three are usual");
        }
        servers.sort((one, other) -> one.node().compareTo(other.node()));
        return servers;
    }

    private void server(Mapping item, List<ManagementServer> into) {
        Keys keys = new Keys("a management server", item, SERVER_KEYS, complaints);
        Optional<Text> nodeText = keys.required("node", "the management server's name, for example m1");
        Optional<NodeId> node = nodeText.flatMap(text -> values.name("node", text, NodeId::new));
        Optional<String> address = keys.required("address", "host:port where nodes reach it")
                .flatMap(text -> values.other("address", text));
        Optional<String> consensus =
                keys.required("consensus", CONSENSUS_EXAMPLE).flatMap(text -> values.other("consensus", text));
        if (node.isEmpty() || address.isEmpty() || consensus.isEmpty() || nodeText.isEmpty()) {
            return;
        }
        if (into.stream().anyMatch(other -> other.node().equals(node.get()))) {
            complaints.twice(
                    nodeText.get().place(), "management server", node.get().value());
            return;
        }
        Text member = keys.optional("member", node.get().value());
        try {
            into.add(new ManagementServer(node.get(), address.get(), consensus.get(), member.value()));
        } catch (IllegalArgumentException wrong) {
            complaints.invalid(
                    member.place(),
                    "member",
                    "\"" + member.value() + "\"",
                    "as lidless join wrote it: the node's name, \"~\" and some letters");
        }
    }

    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
