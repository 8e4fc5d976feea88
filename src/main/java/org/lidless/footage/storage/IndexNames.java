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

    /// Looked for before it is drawn: PostgreSQL would draw a number for one that it does not use, too, and the numbers
    /// of nodes are small ones.
    long node(NodeId node) {
        return nodes.computeIfAbsent(node, first -> {
            String sought = "SELECT id FROM node WHERE name = ?";
            return statements.select(sought, row -> row.getLong(1), node.value()).stream()
                    .findFirst()
                    .orElseGet(() -> drawn("INSERT INTO node (name) VALUES (?)", sought, node.value()));
        });
    }

    long stream(StreamId stream) {
        return streams.computeIfAbsent(stream, first -> {
            String sought = "SELECT id FROM stream WHERE camera = ? AND kind = ?";
            String camera = stream.camera().value();
            String kind = stream.kind().word();
            return statements.select(sought, row -> row.getLong(1), camera, kind).stream()
                    .findFirst()
                    .orElseGet(() -> drawn("INSERT INTO stream (camera, kind) VALUES (?, ?)", sought, camera, kind));
        });
    }

    private long drawn(String insert, String sought, String... name) {
        statements.execute(insert, (Object[]) name);
        return statements.select(sought, row -> row.getLong(1), (Object[]) name).getFirst();
    }

    /// Numbers drawn in a transaction that was rolled back stand for nothing.
    void forget() {
        pools.clear();
        nodes.clear();
        streams.clear();
    }
}
