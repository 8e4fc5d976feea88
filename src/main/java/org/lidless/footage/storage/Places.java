package org.lidless.footage.storage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.domain.StreamId;

/// What a node has said in a pool of its place: which streams it owns, and which not. Any thread.
final class Places {

    private final Map<StreamId, Boolean> owned = new ConcurrentHashMap<>();

    void said(StreamId stream, boolean owns) {
        owned.put(stream, owns);
    }

    void replace(Map<StreamId, Boolean> said) {
        owned.clear();
        owned.putAll(said);
    }

    /// Whether it is a loss when the node records nothing of the stream: when it owns it, and, as long as the node has
    /// never said anything of its place, always.
    boolean isMissed(StreamId stream) {
        return owned.isEmpty() || owned.getOrDefault(stream, false);
    }
}
