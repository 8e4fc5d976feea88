package org.lidless.footage.storage;

import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;

/// What a node knows of where footage belongs, beyond its own pools. Any thread; answers at once.
public interface Whereabouts {

    /// Of a recorder that is alone: everything is at home here.
    Whereabouts ALONE = new Whereabouts() {
        @Override
        public boolean isHomeHere(StreamId stream) {
            return true;
        }

        @Override
        public boolean isAnothers(PoolId pool) {
            return false;
        }
    };

    /// Whether this node is the stream's usual recorder, or nobody knows of another one.
    boolean isHomeHere(StreamId stream);

    /// Whether a pool is another node's own: a copy in it is a copy more. A shared pool is nobody's own.
    boolean isAnothers(PoolId pool);
}
