package org.lidless.node;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.ServerClient;

/// The other nodes as a management server asks them, each by the port on which it talks to nodes. Any thread;
/// waits for the answer.
final class AskedNodes implements AutoCloseable {

    /// How long an answer may take, ms.
    static final long ANSWER_MILLIS = 5_000;

    private final NodeCredentials own;
    private final Map<NodeId, Client> clients = new TreeMap<>();

    private record Client(String address, ServerClient client) {}

    AskedNodes(NodeCredentials own) {
        this.own = own;
    }

    /// @param address `host:port`, where the node answers other nodes now
    /// @throws IOException when it cannot be asked, or does not answer in time
    Answered ask(NodeId node, String address, Asked asked) throws IOException {
        ServerClient.Call call = client(node, address).ask(asked);
        try {
            Optional<Answered> answer = call.await(ANSWER_MILLIS);
            return answer.orElseThrow(
                    () -> new IOException("node " + node + " did not answer within " + ANSWER_MILLIS + " ms"));
        } finally {
            call.cancel();
        }
    }

    private synchronized ServerClient client(NodeId node, String address) {
        Client known = clients.get(node);
        if (known != null && known.address().equals(address)) {
            return known.client();
        }
        if (known != null) {
            known.client().close();
        }
        ServerClient fresh = new ServerClient(own, node, address);
        clients.put(node, new Client(address, fresh));
        return fresh;
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(each -> each.client().close());
        clients.clear();
    }
}
