package org.lidless.footage.storage;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;

/// How many bytes a pool has of each stream: counted from the index once, and kept in step with its catalogue. Segments
/// that are being written count with what is written of them. Any thread.
public final class PoolUsage {

    private final Map<StreamId, AtomicLong> finished = new ConcurrentHashMap<>();
    private final AtomicLong open = new AtomicLong();
    private volatile boolean isStale = true;

    PoolUsage() {}

    /// Counts anew.
    ///
    /// @param writer in a shared pool whose segments count
    void count(SqliteIndex index, PoolId pool, Optional<NodeId> writer) {
        isStale = false;
        Map<StreamId, Long> counted = index.read(handle -> UpkeepRows.bytes(handle, pool, writer));
        finished.keySet().retainAll(counted.keySet());
        counted.forEach((stream, bytes) -> finished.put(stream, new AtomicLong(bytes)));
    }

    /// Entries may have been missed.
    void doubt() {
        isStale = true;
    }

    /// Whether it has to be counted anew, because something went whose length is not known.
    boolean isStale() {
        return isStale;
    }

    void note(CatalogueRecord entry) {
        if (entry instanceof CatalogueRecord.SegmentSealed sealed) {
            add(sealed.name().stream(), sealed.bytes());
        } else if (entry instanceof CatalogueRecord.SegmentSuspect suspect) {
            add(suspect.name().stream(), suspect.goodBytes());
        } else if (entry instanceof CatalogueRecord.SegmentExpired expired) {
            add(expired.name().stream(), -expired.bytes());
        } else if (entry instanceof CatalogueRecord.SegmentDropped) {
            isStale = true;
        }
    }

    private void add(StreamId stream, long bytes) {
        finished.computeIfAbsent(stream, first -> new AtomicLong()).addAndGet(bytes);
    }

    /// Bytes more, or fewer, in segments that are being written.
    void writing(long bytes) {
        open.addAndGet(bytes);
    }

    /// Bytes of a stream's finished segments, by stream, sorted.
    public Map<StreamId, Long> byStream() {
        Map<StreamId, Long> sorted = new TreeMap<>();
        finished.forEach((stream, bytes) -> sorted.put(stream, bytes.get()));
        return sorted;
    }

    /// Bytes of all segments, those being written included.
    public long bytes() {
        long bytes = Math.max(0, open.get());
        for (AtomicLong each : finished.values()) {
            bytes += each.get();
        }
        return bytes;
    }
}
