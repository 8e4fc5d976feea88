package org.lidless.footage.storage;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.lidless.domain.StreamId;

/// How far each stream is known: the end of what is durable or stored as a gap, µs since 1970. Any thread.
final class StreamEnds {

    private final Map<StreamId, AtomicLong> ends = new ConcurrentHashMap<>();

    /// The stream is known up to here; an earlier time than before changes nothing.
    void reached(StreamId stream, long us) {
        AtomicLong end = ends.get(stream);
        if (end == null) {
            end = ends.computeIfAbsent(stream, first -> new AtomicLong(us));
        }
        if (end.get() < us) {
            end.accumulateAndGet(us, Math::max);
        }
    }

    /// The clock was set: the stream is known up to here, also when that is an earlier time than before.
    void moved(StreamId stream, long us) {
        ends.put(stream, new AtomicLong(us));
    }

    OptionalLong end(StreamId stream) {
        AtomicLong end = ends.get(stream);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end.get());
    }

    /// A copy, sorted.
    NavigableMap<StreamId, Long> all() {
        NavigableMap<StreamId, Long> sorted = new TreeMap<>();
        ends.forEach((stream, end) -> sorted.put(stream, end.get()));
        return sorted;
    }
}
