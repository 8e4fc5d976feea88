package org.lidless.torture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Network namespaces (ip-netns(8)), one for each node, joined by a bridge in one more: a way from one to another
/// can be cut without a word to either end. Needs root; where they cannot be made, all nodes are on the loopback
/// address and no way can be cut, and that is said.
final class Networks implements AutoCloseable {

    private static final Duration COMMAND_MAX = Duration.ofSeconds(10);
    private static final String NETWORK = "10.77.0.";

    /// Nobody's: what is sent there arrives nowhere.
    private static final String NOWHERE = "02:00:00:00:00:fe";

    private final String prefix;
    private final SortedMap<String, Integer> hosts = new TreeMap<>();
    private final List<String> made = new ArrayList<>();

    private Networks(String prefix) {
        this.prefix = prefix;
    }

    /// One namespace for each of these, if this user and machine can make any.
    static Networks make(List<String> nodes) throws IOException, InterruptedException {
        var networks = new Networks("lidless-" + ProcessHandle.current().pid() + "-");
        Program.Outcome first = ip("netns", "add", networks.space("switch"));
        if (first.code() != 0) {
            System.out.println("NOT RUN: partitions between management servers, for network namespaces cannot be made "
                    + "here: " + first.output());
            return networks;
        }
        networks.made.add(networks.space("switch"));
        try {
            networks.join(nodes);
        } catch (IOException failed) {
            networks.close();
            throw failed;
        }
        return networks;
    }

    private void join(List<String> nodes) throws IOException, InterruptedException {
        need("-n", space("switch"), "link", "add", "br0", "type", "bridge");
        need("-n", space("switch"), "link", "set", "br0", "up");
        for (String node : nodes) {
            hosts.put(node, hosts.size() + 1);
            need("netns", "add", space(node));
            made.add(space(node));
            need(
                    "link",
                    "add",
                    "eth0",
                    "netns",
                    space(node),
                    "type",
                    "veth",
                    "peer",
                    "name",
                    node,
                    "netns",
                    space("switch"));
            need("-n", space("switch"), "link", "set", node, "master", "br0", "up");
            need("-n", space(node), "addr", "add", address(node) + "/24", "dev", "eth0");
            need("-n", space(node), "link", "set", "eth0", "up");
            need("-n", space(node), "link", "set", "lo", "up");
        }
    }

    /// Whether ways can be cut.
    boolean areApart() {
        return !made.isEmpty();
    }

    /// The IP address of a node.
    String address(String node) {
        return areApart() ? NETWORK + hosts.get(node) : "127.0.0.1";
    }

    /// A command that starts another one where this node is.
    String[] at(String node) {
        return areApart() ? new String[] {"ip", "netns", "exec", space(node)} : new String[0];
    }

    /// From now on nothing that one sends arrives at the other; the other way is as it was.
    void cut(String from, String to) throws IOException, InterruptedException {
        need("-n", space(from), "neigh", "replace", address(to), "lladdr", NOWHERE, "nud", "permanent", "dev", "eth0");
    }

    /// Everything arrives again.
    void heal() throws IOException, InterruptedException {
        for (String from : hosts.keySet()) {
            need("-n", space(from), "neigh", "flush", "all", "nud", "permanent", "dev", "eth0");
        }
    }

    private String space(String node) {
        return prefix + node;
    }

    private static void need(String... words) throws IOException, InterruptedException {
        Program.Outcome outcome = ip(words);
        if (outcome.code() != 0) {
            throw new IOException("ip " + String.join(" ", words) + ": " + outcome.output());
        }
    }

    private static Program.Outcome ip(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        return Program.run(COMMAND_MAX, command);
    }

    @Override
    public void close() throws IOException {
        try {
            for (String space : made.reversed()) {
                need("netns", "del", space);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("network namespaces were not all taken away");
        }
        made.clear();
    }
}
