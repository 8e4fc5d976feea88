package org.lidless.footage.recording;

import java.util.TreeMap;
import org.lidless.domain.StreamId;

/// Streams that are being let go and are not gone yet. One that comes again meanwhile is written when that
/// is done, so that two writers never speak of the same stream. Any thread; its lock is held for a table
/// step only.
final class Departures {

    private final TreeMap<StreamId, Integer> leaving = new TreeMap<>();
    /// What is to be done when a stream is gone; one thing a stream, the last.
    private final TreeMap<StreamId, Runnable> waiting = new TreeMap<>();

    /// A stream begins to leave.
    synchronized void leaves(StreamId stream) {
        leaving.merge(stream, 1, Integer::sum);
        waiting.remove(stream);
    }

    /// It is gone.
    void left(StreamId stream) {
        Runnable next = null;
        synchronized (this) {
            leaving.computeIfPresent(stream, (_, count) -> count == 1 ? null : count - 1);
            if (!leaving.containsKey(stream)) {
                next = waiting.remove(stream);
            }
        }
        if (next != null) {
            next.run();
        }
    }

    /// Does something now, or as soon as the stream is gone.
    void whenGone(StreamId stream, Runnable what) {
        synchronized (this) {
            if (leaving.containsKey(stream)) {
                waiting.put(stream, what);
                return;
            }
        }
        what.run();
    }
}
