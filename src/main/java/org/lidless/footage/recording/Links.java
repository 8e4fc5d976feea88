package org.lidless.footage.recording;

import java.util.concurrent.ConcurrentHashMap;
import org.lidless.domain.NodeId;

/// Which recorders this one is linked with: whoever holds the links tells it, and each stream's writer
/// asks in its own time. Any thread.
final class Links {

    /// One link's story.
    ///
    /// @param connected whether it is up now
    /// @param changes   how often it came up or closed; 0 when it was never heard of
    record Link(boolean connected, long changes) {

        static final Link UNHEARD_OF = new Link(false, 0);
    }

    private final ConcurrentHashMap<NodeId, Link> links = new ConcurrentHashMap<>();

    void note(NodeId node, boolean connected) {
        links.compute(node, (_, before) -> {
            Link last = before == null ? Link.UNHEARD_OF : before;
            return last.changes() > 0 && last.connected() == connected ? last : new Link(connected, last.changes() + 1);
        });
    }

    Link with(NodeId node) {
        return links.getOrDefault(node, Link.UNHEARD_OF);
    }
}
