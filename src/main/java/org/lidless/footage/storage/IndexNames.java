package org.lidless.footage.storage;

import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;

/// The numbers that stand for names in the index. Belongs to whoever holds the index's lock.
final class IndexNames {

    private final Handle handle;
    private final Map<PoolId, Long> pools = new TreeMap<>();
    private final Map<NodeId, Long> nodes = new TreeMap<>();
    private final Map<StreamId, Long> streams = new TreeMap<>();

    IndexNames(Handle handle) {
        this.handle = handle;
    }

    long pool(PoolId pool) {
        return pools.computeIfAbsent(
                pool,
                first -> handle.createQuery("SELECT id FROM pool WHERE name = ?")
                        .bind(0, pool.value())
                        .mapTo(Long.class)
                        .findOne()
                        .orElseThrow(() -> new IllegalStateException("pool " + pool + " is not attached")));
    }

    long node(NodeId node) {
        return nodes.computeIfAbsent(node, first -> {
            handle.execute("INSERT INTO node (name) VALUES (?) ON CONFLICT (name) DO NOTHING", node.value());
            return handle.createQuery("SELECT id FROM node WHERE name = ?")
                    .bind(0, node.value())
                    .mapTo(Long.class)
                    .one();
        });
    }

    long stream(StreamId stream) {
        return streams.computeIfAbsent(stream, first -> {
            String camera = stream.camera().value();
            String kind = stream.kind().word();
            handle.execute("INSERT INTO stream (camera, kind) VALUES (?, ?) ON CONFLICT DO NOTHING", camera, kind);
            return handle.createQuery("SELECT id FROM stream WHERE camera = ? AND kind = ?")
                    .bind(0, camera)
                    .bind(1, kind)
                    .mapTo(Long.class)
                    .one();
        });
    }

    /// Numbers drawn in a transaction that was rolled back stand for nothing.
    void forget() {
        pools.clear();
        nodes.clear();
        streams.clear();
    }
}
