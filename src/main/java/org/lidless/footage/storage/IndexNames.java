package org.lidless.footage.storage;

import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;

/// The numbers that stand for names in the index. Belongs to whoever holds the index's lock.
final class IndexNames {

    private final IndexStatements statements;
    private final Map<PoolId, Long> pools = new TreeMap<>();
    private final Map<NodeId, Long> nodes = new TreeMap<>();
    private final Map<StreamId, Long> streams = new TreeMap<>();

    IndexNames(IndexStatements statements) {
        this.statements = statements;
    }

    long pool(PoolId pool) {
        return pools.computeIfAbsent(
                pool,
                first ->
                        statements
                                .select("SELECT id FROM pool WHERE name = ?", row -> row.getLong(1), pool.value())
                                .stream()
                                .findFirst()
                                .orElseThrow(() -> new IllegalStateException("pool " + pool + " is not attached")));
    }

    long node(NodeId node) {
        return nodes.computeIfAbsent(node, first -> {
            statements.execute("INSERT INTO node (name) VALUES (?) ON CONFLICT (name) DO NOTHING", node.value());
            return statements
                    .select("SELECT id FROM node WHERE name = ?", row -> row.getLong(1), node.value())
                    .getFirst();
        });
    }

    long stream(StreamId stream) {
        return streams.computeIfAbsent(stream, first -> {
            String camera = stream.camera().value();
            String kind = stream.kind().word();
            statements.execute("INSERT INTO stream (camera, kind) VALUES (?, ?) ON CONFLICT DO NOTHING", camera, kind);
            return statements
                    .select("SELECT id FROM stream WHERE camera = ? AND kind = ?", row -> row.getLong(1), camera, kind)
                    .getFirst();
        });
    }

    /// Numbers drawn in a transaction that was rolled back stand for nothing.
    void forget() {
        pools.clear();
        nodes.clear();
        streams.clear();
    }
}
