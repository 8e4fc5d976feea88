package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lidless.domain.PoolId;
import org.lidless.footage.storage.SegmentReader;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.StoredFragment;

/// Where the fragments of segments lie that were read lately, so that one that grows is walked through once and not at
/// each look, which counts where each step asks another node. Remembers [#SEGMENTS_MAX]. Any thread.
final class KnownFragments {

    /// Of ten minutes each, they take about 5 MB.
    static final int SEGMENTS_MAX = 64;

    private record Key(PoolId pool, String file) {}

    /// Guarded by itself; no I/O while it is held.
    private final Map<Key, List<StoredFragment>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<StoredFragment>> eldest) {
            return size() > SEGMENTS_MAX;
        }
    };

    /// All fragments of a segment, and stretches that are none any more; only those that are not known are walked.
    ///
    /// @param reader has given none yet
    List<StoredFragment> of(SegmentRow row, SegmentReader reader) throws IOException {
        Key key = new Key(row.pool(), row.file());
        List<StoredFragment> before;
        synchronized (known) {
            before = known.getOrDefault(key, List.of());
        }
        if (!before.isEmpty() && isBeyond(before.getLast(), row)) {
            // Seen before it was durable, and then lost.
            before = List.of();
        }
        if (!before.isEmpty()) {
            reader.goOnBehind(before.getLast());
        }
        List<StoredFragment> all = new ArrayList<>(before);
        all.addAll(reader.rest());
        List<StoredFragment> sound = sound(all);
        if (!sound.equals(before)) {
            synchronized (known) {
                known.put(key, sound);
            }
        }
        return all;
    }

    private static boolean isBeyond(StoredFragment last, SegmentRow row) {
        return row.bytes() > 0 && last.offset() + last.bytes() > row.bytes();
    }

    /// Up to the first damage: that may look otherwise when the segment has been repaired.
    private static List<StoredFragment> sound(List<StoredFragment> all) {
        int end = 0;
        while (end < all.size() && !all.get(end).damaged()) {
            end++;
        }
        return List.copyOf(all.subList(0, end));
    }
}
